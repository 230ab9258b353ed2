BBBB BBBBBBBBBBBBBBB BBBBBBBB BBBBBB BBBBBBBB BB BBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

BB BBBBBB gettext(u'we do not ask any more for the %(sum)s that had to come back for claim %(number)s, “%(title)s”.') SS SS SSS SSS SSS SSSS SSS SSS SSSSSSS SSSS SSS SS SSSS SSSS SSS SSSSS SSSSSSSSSSS SSSSSSSSSSSSBBBB gettext(u'the %(sum)s that had to come back for claim %(number)s, “%(title)s”, have come back. Nothing is owed any more.') SSS SSSSSSS SSSS SSS SS SSSS SSSS SSS SSSSS SSSSSSSSSSS SSSSSSSSSSSS SSSS SSSS SSSSS SSSSSSS SS SSSS SSS SSSSSBBBBB

 gettext(u'See it here:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
