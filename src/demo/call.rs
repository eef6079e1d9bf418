//! How invented lines answer calls: of a hundred, ten are out of service and about 61 answer within three.

use super::dice::Dice;
use super::line::{self, RESERVED, purpose};
use super::world::World;
use crate::domain::{Action, Conversation, Technical};

/// What a line answers to one call.
type Answer = (Technical, Option<Conversation>, Vec<Action>);

/// Of a hundred calls to lines in service, so many are answered: 1 − (1 − 0.32)³ of 90 are 61.
const ANSWERED: usize = 32;

/// What comes of a conversation, with how often in a thousand.
const CONVERSATIONS: &[(Conversation, usize)] = &[
    (Conversation::Informed, 240),
    (Conversation::Listened, 90),
    (Conversation::AsksInformation, 120),
    (Conversation::CallBack, 70),
    (Conversation::NotInterested, 140),
    (Conversation::DoNotCall, 25),
    (Conversation::HungUpBefore, 100),
    (Conversation::HungUpAfter, 50),
    (Conversation::LanguageBarrier, 60),
    (Conversation::ThirdPerson, 25),
    (Conversation::Unrelated, 15),
    (Conversation::CannotTalk, 25),
    (Conversation::AsksHelp, 10),
    (Conversation::AlreadyInContact, 20),
    (Conversation::Hostile, 8),
    (Conversation::Protection, 2),
];

/// What a useful conversation sets going, with how often in a hundred. The national line is given to everyone.
const ACTIONS: &[(Action, usize)] = &[
    (Action::Prevention, 60),
    (Action::HealthOrientation, 45),
    (Action::DropIn, 35),
    (Action::Appointment, 12),
    (Action::Accompaniment, 4),
    (Action::SocialLegalDesk, 15),
    (Action::NationalLine, 100),
    (Action::ViolenceLine, 20),
    (Action::Materials, 18),
    (Action::HealthCard, 14),
    (Action::PeerOrganisation, 6),
];

pub(super) fn answer(world: &World, e164: &str, attempt: u8) -> Option<Answer> {
    let position = line::position(world.seed, e164)?;
    let index = usize::try_from(position / 2).ok()?;
    if index >= world.lines.len() && !RESERVED.contains(&position) {
        return None;
    }
    if Dice::of(world.seed, &[purpose::CALL, position]).percent(10) {
        return Some((Technical::Inactive, None, Vec::new()));
    }
    // Who asked to be called back, or for somebody who speaks the language, answers the next call.
    let before =
        attempt.checked_sub(1).filter(|before| *before > 0).map(|before| one_call(world.seed, position, before));
    let expected = matches!(before, Some((_, Some(Conversation::CallBack | Conversation::LanguageBarrier), _)));
    if expected {
        let mut dice = Dice::of(world.seed, &[purpose::CALL, position, 100 + u64::from(attempt)]);
        return Some((Technical::Answered, Some(Conversation::Informed), actions(&mut dice)));
    }
    Some(one_call(world.seed, position, attempt))
}

fn one_call(seed: u64, position: u64, attempt: u8) -> Answer {
    let mut dice = Dice::of(seed, &[purpose::CALL, position, u64::from(attempt)]);
    if !dice.percent(ANSWERED) {
        let technical = match dice.below(100) {
            0..=44 => Technical::NoAnswer,
            45..=54 => Technical::Busy,
            55..=69 => Technical::Unreachable,
            70..=89 => Technical::Voicemail,
            _ => Technical::Declined,
        };
        return (technical, None, Vec::new());
    }
    let drawn = dice.weighted_pick(CONVERSATIONS, |(_, weight)| *weight);
    let conversation = drawn.map_or(Conversation::Informed, |(conversation, _)| *conversation);
    let actions = match conversation {
        Conversation::Informed
        | Conversation::Listened
        | Conversation::AsksInformation
        | Conversation::HungUpAfter
        | Conversation::AsksHelp
        | Conversation::AlreadyInContact => actions(&mut dice),
        Conversation::LanguageBarrier => vec![Action::Mediation],
        Conversation::CallBack
        | Conversation::NotInterested
        | Conversation::DoNotCall
        | Conversation::HungUpBefore
        | Conversation::ThirdPerson
        | Conversation::Unrelated
        | Conversation::CannotTalk
        | Conversation::Hostile
        | Conversation::Protection => Vec::new(),
    };
    (Technical::Answered, Some(conversation), actions)
}

fn actions(dice: &mut Dice) -> Vec<Action> {
    ACTIONS.iter().filter(|(_, share)| dice.percent(*share)).map(|(action, _)| *action).collect()
}
