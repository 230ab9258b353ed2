BBBB BBBBBBBBB BBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBB BBBB BB BBBBBBBBBBBBBBBBB BBBBBBBBB BBBBBBBB BB BBBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

BB BBBBBBB gettext(u'%(location)s has more time for claims in “%(fund)s”, %(time)s: they can be submitted until %(until)s.') SSSSSSSSSSSS SSS SSSS SSSS SSS SSSSSS SS SSSSSSSSSSS SSSSSSSSS SSSS SSS SS SSSSSSSSS SSSSS SSSSSSSSSSBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBBB gettext(u'%(location)s gets no extension in “%(fund)s”, %(time)s.') SSSSSSSSSSSS SSSS SS SSSSSSSSS SS SSSSSSSSSSS SSSSSSSSS BB BBBB gettext(u'The deadline was %(until)s.') SSS SSSSSSSS SSS SSSSSSSSSSBBBB gettext(u'The deadline stays: %(until)s.') SSS SSSSSSSS SSSSSS SSSSSSSSSSBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBBBB

BB BBBBB gettext(u'The program manager writes:') 


BBBBBBB BBBBBBB gettext(u'Drafts that had expired come back as they were, and money that was forfeited is restored.') BBBB gettext(u'Drafts and money stay as they are.') BBBBB

 gettext(u'See how it stands:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
