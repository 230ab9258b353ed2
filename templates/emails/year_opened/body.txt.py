BBBB BBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBB BBBBBBBB BB BBBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

 gettext(u'fiscal year %(year)s of “%(fund)s” is prepared: %(time)s.') SSSSSS SSSS SSSSSSSS SS SSSSSSSSSS SS SSSSSSSSS SSSSSSSSS

FFFFF

 gettext(u'See its periods, deadlines and core requirements:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
