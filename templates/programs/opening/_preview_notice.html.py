 #

 _("Preview: nobody else sees this") 
  XXX ngettext(u'This is %(name)s as a partner would see it on its first day if everything were published now. %(number)s draft is shown that no partner sees yet.', u'This is %(name)s as a partner would see it on its first day if everything were published now. %(number)s drafts are shown that no partner sees yet.', count) SSSS SS SSSSSSSS SS S SSSSSSS SSSSS SSS SS SS SSS SSSSS SSS SS SSSSSSSSSS SSSS SSSSSSSSS SSSS SSSSSSSSSS SSSSS SS SSSSS SSSS SS SSSSSSS SSSS SSSSPPPP PP PPPPPPPP PP P PPPPPPP PPPPP PPP PP PP PPP PPPPP PPP PP PPPPPPPPPP PPPP PPPPPPPPP PPPP PPPPPPPPPP PPPPPP PPP PPPPP PPPP PP PPPPPPP PPPP PPPP XX XXXXXXBBB BBBBBBBBB BBBBBBBBBBBB BBBBBBBBBBBXX gettext(u'Back to the checklist') XXXXXXXX
BBBBBBBBB
