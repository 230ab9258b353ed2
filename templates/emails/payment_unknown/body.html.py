BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBBB
BBBBB BBBBBBBBBB BBBBBB BBBBBBBB BB BBBBBBBBBBBBBBBB BBBBB BBBB BB BBBB gettext(u'Nobody knows what became of payment %(reference)s') SSSSSS SSSSS SSSS SSSSSS SS SSSSSSS SSSSSSSSSSSSSBBBBBBBB BBBBB
BBBBB BBBBB
  BBBBB BBBBBB BBBBBBBB BB BBBBBBBBBBBBBBBB BBBBB BBBB BB BBBB
  XXX gettext(u'since %(from)s nobody knows whether the bank has payment %(reference)s of %(sum)s to %(partner)s: %(words)s') SSSSS SSSSSSSS SSSSSS SSSSS SSSSSSS SSS SSSS SSS SSSSSSS SSSSSSSSSSSSS SS SSSSSSS SS SSSSSSSSSSSS SSSSSSSSSXXXX
  XXX gettext(u'It is never sent again by itself. Ask the bank; then one payer notes its answer, and another agrees.') XXXX
BBBBBBBB BBBBB
BBBBB BBBBBB gettext(u'Clear it up') BBBBBBBB BBBBBB
