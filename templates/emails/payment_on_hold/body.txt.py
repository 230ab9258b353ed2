BBBB BBBBB BBBBBBBBBBBBBBB BBBBBBBB BBBBBB BBBBBBBB BB BBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

 gettext(u'%(sum)s of %(partner)s in “%(fund)s” are approved and cannot be paid now. It is about:') SSSSSSS SS SSSSSSSSSSS SS SSSSSSSSSS SSS SSSSSSSS SSS SSSSSS SS SSSS SSSS SS SS SSSSSS

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB
BB BBBBBB BB BBBBBBBBBBB gettext(u'Nobody has told us yet to which account we pay, or a payment to it did not arrive. An incentives admin gives the account in the payee profile; it is in force after 72 hours, and then we pay.') BBBB BBBBBB BB BBBBBBBBBBBBB gettext(u'We need your tax invoice for what is approved. Give it on the page of the claim; once it is accepted, we pay.') BBBB gettext(u'Originals that we called for were not shown, or money paid for the claim has to come back first. Send the originals, or write us a message on the claim.') BBBBB

 gettext(u'Nothing of it lapses meanwhile.') 

 gettext(u'Mend it here:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
