BBBB BBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBB BBBBBB BBBBBBBB BB BBBBBBBBBBBBBBBB BBBBBBBBBBB BBBB BB BBBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

 gettext(u'%(sum)s that were paid for claim %(number)s, “%(title)s”, have to come back:') SSSSSSS SSSS SSSS SSSS SSS SSSSS SSSSSSSSSSS SSSSSSSSSSSS SSSS SS SSSS SSSSS



 gettext(u'From %(from)s on we keep it back from what we pay next. Until then you can send it back yourselves, or tell us in a message on the claim why you see it otherwise.') SSSS SSSSSSSS SS SS SSSS SS SSSS SSSS SSSS SS SSS SSSSS SSSSS SSSS SSS SSS SSSS SS SSSS SSSSSSSSSSS SS SSSS SS SS S SSSSSSS SS SSS SSSSS SSS SSS SSS SS SSSSSSSSSS

 gettext(u'See what has to come back, and how:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
