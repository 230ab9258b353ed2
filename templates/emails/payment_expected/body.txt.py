BBBB BBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBB BBBBBB BBBBBBBB BB BBBBBBBBBBBB BBB BB BB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

 gettext(u'we have told our bank to pay %(sum)s to %(partner)s on %(on)s, with the reference %(reference)s. It is for:') SS SSSS SSSS SSS SSSS SS SSS SSSSSSS SS SSSSSSSSSSS SS SSSSSSS SSSS SSS SSSSSSSSS SSSSSSSSSSSSSS SS SS SSSS

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBB BBBBBB BBBBBBBB BB BBBB
 gettext(u'%(kept)s are kept back for what has to come back to us; the letter says for which claim.') SSSSSSSS SSS SSSS SSSS SSS SSSS SSS SS SSSS SSSS SS SSS SSS SSSSSS SSSS SSS SSSSS SSSSSS
BBBBB
 gettext(u'We write again as soon as the bank has booked it.') 

 gettext(u'See what is paid for which line:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
