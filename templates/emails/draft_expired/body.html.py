BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBBB BBBBB
BBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBB BBBB BB BBBBBBB BBBBB BB B gettext(u'Not submitted by %(until)s: “%(title)s” has expired') SSS SSSSSSSSS SS SSSSSSSSSS SSSSSSSSSSS SSS SSSSSSSBBBB gettext(u'Not submitted by %(until)s: %(count)s drafts have expired') SSS SSSSSSSSS SS SSSSSSSSSS SSSSSSSSS SSSSSS SSSS SSSSSSSBBBBBBBBBBBBB BBBBB
BBBBB BBBBB
  BBBBBBBBBBBBBB BBBBBBBB BBBB BB BBBBB
  BBBBB BBBBBB BBBBBBBB BB BBBB
  BBBBBBBBBBBB BBBBBBBBB BBBBBBBB BB BBBB
  BB BBBBB BB B
    XXX gettext(u'the claim “%(title)s” of %(location)s was still a draft when the deadline came, and has expired.') SSS SSSSS SSSSSSSSSSS SS SSSSSSSSSSSS SSS SSSSS S SSSSS SSSS SSS SSSSSSSS SSSSS SSS SSS SSSSSSSSXXXX
  BBBB
    XXX gettext(u'%(count)s claims of %(location)s were still drafts when the deadline came, and have expired:') SSSSSSSSS SSSSSS SS SSSSSSSSSSSS SSSS SSSSS SSSSSS SSSS SSS SSSSSSSS SSSSS SSS SSSS SSSSSSSSXXXX
    BBBBBBB BBBBBBBBBBBBBBBBBBBBB
  BBBBB
  XXX gettext(u'The deadline was %(until)s.') SSS SSSSSSSS SSS SSSSSSSSSSBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BB BBBBBBXXXXXXXX gettext(u'What nobody had claimed by then is forfeited: %(lost)s of the fund “%(fund)s”, %(time)s.') SSSS SSSSSS SSS SSSSSSS SS SSSS SS SSSSSSSSSS SSSSSSSS SS SSS SSSS SSSSSSSSSSS SSSSSSSSSXXXXXXXXXBBBB gettext(u'Nothing was left in the fund “%(fund)s”, %(time)s, so nothing is forfeited.') SSSSSSS SSS SSSS SS SSS SSSS SSSSSSSSSSS SSSSSSSSS SS SSSSSSS SS SSSSSSSSSSBBBBBXXXX
  XXX gettext(u'What was entered and uploaded is kept and can still be read. Did something outside your control keep you from submitting? An incentives admin can ask for an extension on the page of each claim, up to 30 days after the deadline: if it is granted, the drafts and the money come back.') XXXX
BBBBBBBB BBBBB
BBBBB BBBBBB ngettext(u'Read the claim', u'Read the claims', count) SSSS SSS SSSSSPPPP PPP PPPPPPBBBBBBBB BBBBBB
