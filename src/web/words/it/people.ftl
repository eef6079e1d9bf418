## Persone

people-title = Persone
people-name = Nome
people-role = Ruolo
people-territories = Territori
people-everywhere = tutti
people-languages = Lingue
people-enters = Accesso
people-ready = attivo
people-not-ready = da invitare
people-invite = Invita
people-invite-one = Invita { $name }
people-invited = Invito per { $name }. Consegna questo collegamento di persona o per una via sicura: vale una volta, per tre giorni.
people-add-title = Aggiungi una persona
people-name-help = Da 2 a 40 lettere, punti o trattini, per esempio anna.b
people-add = Aggiungi
people-bad-name = Questo nome non va bene: da 2 a 40 lettere, punti o trattini, meno di 6 cifre.
people-no-territory = Chi lavora in un territorio ne ha almeno uno: scegline uno.
people-added = { $name } è tra le persone. Ora si può invitare.
people-nobody = Non c’è ancora nessuno.
