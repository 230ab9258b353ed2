BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBBBBB BBBBB
BBBBB BBBBBBBBBB BBBBBB BBBBBBBB BB BBBBBBBBBBBBBB BBBBBBBBBB BBBBBBBBBBB BB BBB gettext(u'A payment of %(sum)s did not arrive') S SSSSSSS SS SSSSSSS SSS SSS SSSSSSBBBBBBBB BBBBB
BBBBB BBBBB
  BBBBB BBBBBB BBBBBBBB BB BBBBBBBBBBBBBB BBBBBBBBBB BBBBBBBBBBB BB BBB
  XXX gettext(u'payment %(reference)s of %(sum)s to %(partner)s did not arrive: %(why)s. It is for:') SSSSSSS SSSSSSSSSSSSS SS SSSSSSS SS SSSSSSSSSSS SSS SSS SSSSSSS SSSSSSSS SS SS SSSSXXXX
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBB
  XXX gettext(u'Please look at the account in your payee profile. Give another one there, or tell us in a message on one of the claims that it is right: then we pay again. Nothing of it lapses.') XXXX
BBBBBBBB BBBBB
BBBBB BBBBBB gettext(u'See the payee profile') BBBBBBBB BBBBBB
