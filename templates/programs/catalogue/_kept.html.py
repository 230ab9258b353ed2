 #

BB BBBB
   _("Claims that are being prepared") 
    XXX ngettext(u'%(number)s draft of a claim stays on the version that holds now. Only claims started after publishing go by the new one.', u'%(number)s drafts of claims stay on the versions that hold now. Only claims started after publishing go by the new ones.', count) SSSSSSSSSS SSSSS SS S SSSSS SSSSS SS SSS SSSSSSS SSSS SSSSS SSSS SSSS SSSSSS SSSSSSS SSSSS SSSSSSSSSS SS SS SSS SSS SSSSPPPPPPPPPP PPPPPP PP PPPPPP PPPP PP PPP PPPPPPPP PPPP PPPP PPPP PPPP PPPPPP PPPPPPP PPPPP PPPPPPPPPP PP PP PPP PPP PPPPPXXXX
  BBBBBBBBB
BBBBB
