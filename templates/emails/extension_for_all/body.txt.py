BBBB BBBBBBBBB BBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBB BBBB BB BBBBBBBBBBBBBBBBB BBBBBBBBB BBBBBBBB BB BBBBBBBBB BBBB BBBBBBBB BB BBBBBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

 gettext(u'every partner has more time for claims in “%(fund)s”, %(time)s. %(location)s can submit until %(until)s.') SSSSS SSSSSSS SSS SSSS SSSS SSS SSSSSS SS SSSSSSSSSSS SSSSSSSSS SSSSSSSSSSSS SSS SSSSSS SSSSS SSSSSSSSSSBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB

 gettext(u'The reason:') 


BB BBBBBB ngettext(u'You have %(number)s draft there.', u'You have %(number)s drafts there.', count) SSS SSSS SSSSSSSSSS SSSSS SSSSSSPPP PPPP PPPPPPPPPP PPPPPP PPPPPP BBBBBBB BBBB gettext(u'%(amount)s is left in the fund.') SSSSSSSSSS SS SSSS SS SSS SSSSS BBBBB gettext(u'Drafts that had expired are back as they were, and money that was forfeited is restored.') 

 gettext(u'See your claims:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
