## Il fornitore di identità

provider-enter = Entra con { $name }
provider-accept = Entra con { $name }
provider-accept-lead = Oppure senza una password tua: { $name } garantisce per te e ti chiede il suo secondo fattore.
provider-code-title = Ancora un passo
provider-wrong-code = Il codice non è corretto, oppure troppi tentativi. Leggilo di nuovo sull’app.
provider-away = Il fornitore di identità non risponde. Entra con la password, o riprova più tardi.
provider-refused = Il fornitore di identità non ha confermato chi sei, oppure è passato troppo tempo. Ricomincia da qui.
provider-not-linked = Questo account non è collegato a nessuno. Chiedi un invito a chi coordina.
provider-no-second-factor = Il fornitore di identità non ti ha chiesto un secondo fattore. Chiedi un invito a chi coordina e collega un’app di autenticazione.
provider-other-account = Questo account è di un’altra persona, o porta un altro nome. Esci dal fornitore di identità ed entra con il tuo.
provider-last-way = Senza il fornitore di identità non potresti più entrare. Chiedi prima un invito a chi coordina e scegli una password.
provider-linked = Collegato a { $name } da { $when }: puoi entrare con quello.
provider-link-lead = Collega il tuo account ed entra con quello al posto della password.
provider-link = Collega
provider-unlink = Scollega
provider-unlinked = { $name } non è più collegata al fornitore di identità.
provider-unlink-lead = Questa persona entra con il fornitore di identità. Scollegata, le serve una password o un nuovo invito.
me-unlinked = Fatto: il tuo account presso il fornitore di identità qui non apre più nulla.
onward-here = Un momento
onward-provider = Verso { $name }
onward-lead = Se la pagina non cambia da sola, continua da qui.
onward-go = Continua
