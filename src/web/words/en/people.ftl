## People

people-title = People
people-name = Name
people-role = Role
people-territories = Territories
people-everywhere = all
people-languages = Languages
people-enters = Access
people-ready = active
people-not-ready = to be invited
people-invite = Invite
people-invite-one = Invite { $name }
people-invited = An invitation for { $name }. Hand this link over in person or by a safe way: it works once, within three days.
people-add-title = Add a person
people-name-help = 2 to 40 letters, dots or hyphens, like anna.b
people-add = Add
people-bad-name = This is no name to work under: 2 to 40 letters, dots or hyphens, fewer than 6 digits.
people-no-territory = Whoever works in a territory has at least one: choose one.
people-added = { $name } is among the people. Now they can be invited.
people-nobody = There is nobody yet.
