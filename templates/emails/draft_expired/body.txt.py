BBBB BBBBBBBBB BBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBB BBBB BB BBBBBBBBBB BBBBBB BBBBBBBB BB BBBBBBBBBBBBBBBB BBBBBBBBB BBBBBBBB BB BBBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

BB BBBBB BB B gettext(u'the claim “%(title)s” of %(location)s was still a draft when the deadline came, and has expired.') SSS SSSSS SSSSSSSSSSS SS SSSSSSSSSSSS SSS SSSSS S SSSSS SSSS SSS SSSSSSSS SSSSS SSS SSS SSSSSSSSBBBB gettext(u'%(count)s claims of %(location)s were still drafts when the deadline came, and have expired:') SSSSSSSSS SSSSSS SS SSSSSSSSSSSS SSSS SSSSS SSSSSS SSSS SSS SSSSSSSS SSSSS SSS SSSS SSSSSSSS

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB
 gettext(u'The deadline was %(until)s.') SSS SSSSSSSS SSS SSSSSSSSSSBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BB BBBBBB gettext(u'What nobody had claimed by then is forfeited: %(lost)s of the fund “%(fund)s”, %(time)s.') SSSS SSSSSS SSS SSSSSSS SS SSSS SS SSSSSSSSSS SSSSSSSS SS SSS SSSS SSSSSSSSSSS SSSSSSSSSBBBB gettext(u'Nothing was left in the fund “%(fund)s”, %(time)s, so nothing is forfeited.') SSSSSSS SSS SSSS SS SSS SSSS SSSSSSSSSSS SSSSSSSSS SS SSSSSSS SS SSSSSSSSSSBBBBB

 gettext(u'What was entered and uploaded is kept and can still be read. Did something outside your control keep you from submitting? An incentives admin can ask for an extension on the page of each claim, up to 30 days after the deadline: if it is granted, the drafts and the money come back.') 

 gettext(u'Read it:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
