## Do not call

object-title = Do not call
object-lead = It holds at once, in every territory of the region. The answer is always the same, whether the number was known or not.
object-number = Number
object-help = With or without +39, with spaces too.
object-save = Put on the do-not-call list
object-done = Done. Nobody will call that number.
