 #

BBBB BBBBBBBBB
BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBB
BB BBBBBBBBBB BB BBBBBBB
   _("A draft") XXX gettext(u'Only program managers and auditors see it. Nothing in it holds yet.') XXXXBBBBBBBBB
BBBB BBBBBBBBBB BB BBBBBBB
   _("Not in force yet") XXX gettext(u'This version takes effect on %(day)s.') SSSS SSSSSSS SSSSS SSSSSS SS SSSSSSSSBB BBBBBBBB XX XXXXXXBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBXX gettext(u'Read the version in force') XXXXBBBBBXXXXBBBBBBBBB
BBBB BBBBBBBBBB BB BBBBBBBBBBBBBB
   _("The guidebook of an earlier year") XXX gettext(u'Claims for usage periods of fiscal year %(year)s go by it.') SSSSSS SSS SSSSS SSSSSSS SS SSSSSS SSSS SSSSSSSS SS SS SSSBB BBBBBBBB XX XXXXXXBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBXX gettext(u'Read the version in force') XXXXBBBBBXXXXBBBBBBBBB
BBBB BBBBBBBBBB BB BBBBBBBBBB
   _("Replaced by a later version") XXX gettext(u'Claims made under it still go by it.') BB BBBBBBBB XX XXXXXXBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBXX gettext(u'Read the version in force') XXXXBBBBBXXXXBBBBBBBBB
BBBBB
