BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBBBBB BBBBB
BBBBB BBBBBBBBBB BBBBBB BBBBBBBB BB BBBBBBBBBBBBBB BBBBBBBBBB BBBBBBBBBBB BB BBB gettext(u'A payment of %(sum)s came back') S SSSSSSS SS SSSSSSS SSSS SSSSBBBBBBBB BBBBB
BBBBB BBBBB
  BBBBB BBBBBB BBBBBBBB BB BBBBBBBBBBBBBB BBBBBBBBBB BBBBBBBBBBB BB BBB
  XXX gettext(u'payment %(reference)s of %(sum)s to %(partner)s was made, but came back to us: %(why)s. It is for:') SSSSSSS SSSSSSSSSSSSS SS SSSSSSS SS SSSSSSSSSSS SSS SSSSS SSS SSSS SSSS SS SSS SSSSSSSS SS SS SSSSXXXX
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBB
  XXX gettext(u'Please look at the account in your payee profile. Give another one there, or tell us in a message on one of the claims that it is right: then we pay again. Nothing of it lapses.') XXXX
BBBBBBBB BBBBB
BBBBB BBBBBB gettext(u'See the payee profile') BBBBBBBB BBBBBB
