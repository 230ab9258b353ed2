BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBB BBBBBB BBBBBBBB BB BBBBBBBBBBBBBB BBBBBBBBBB BBBBBBBBBBB BB BBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

 gettext(u'payment %(reference)s of %(sum)s to %(partner)s did not arrive: %(why)s. It is for:') SSSSSSS SSSSSSSSSSSSS SS SSSSSSS SS SSSSSSSSSSS SSS SSS SSSSSSS SSSSSSSS SS SS SSSS

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB
 gettext(u'Please look at the account in your payee profile. Give another one there, or tell us in a message on one of the claims that it is right: then we pay again. Nothing of it lapses.') 

 gettext(u'See the payee profile:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
