## Non richiamare

object-title = Non richiamare
object-lead = Il numero vale da subito, in tutti i territori della regione. La risposta è sempre la stessa, che il numero fosse conosciuto o no.
object-number = Numero
object-help = Con o senza +39, anche con spazi.
object-save = Metti tra i non richiamare
object-done = Fatto. Quel numero non sarà chiamato da nessuno.
