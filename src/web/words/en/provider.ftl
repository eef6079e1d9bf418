## The provider of identities

provider-enter = Sign in with { $name }
provider-accept = Come in with { $name }
provider-accept-lead = Or without a password of your own: { $name } vouches for you, and asks you for its second factor.
provider-code-title = One more step
provider-wrong-code = The code is not right, or there were too many attempts. Read it off the app again.
provider-away = The provider does not answer. Sign in with your password, or try again later.
provider-refused = The provider did not confirm who you are, or it took too long. Begin again from here.
provider-not-linked = This account is linked to nobody here. Ask whoever coordinates for an invitation.
provider-no-second-factor = The provider did not ask you for a second factor. Ask whoever coordinates for an invitation, and set an authenticator app.
provider-other-account = This account belongs to somebody else here, or bears another name. Sign out at the provider and sign in with your own.
provider-last-way = Without the provider you could not come in any more. Ask whoever coordinates for an invitation, to set a password first.
provider-linked = Linked to { $name } since { $when }: you may sign in with it.
provider-link-lead = Link your account there, and sign in with it instead of the password.
provider-link = Link
provider-unlink = Unlink
provider-unlinked = { $name } is no longer linked to the provider.
provider-unlink-lead = This person signs in by the provider. Unlinked, they need a password, or another invitation.
me-unlinked = Done: your account at the provider opens nothing here any more.
onward-here = One moment
onward-provider = On to { $name }
onward-lead = If the page does not change by itself, go on from here.
onward-go = Go on
