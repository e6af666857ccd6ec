"""Every happening: who sees it and the sentence that tells it. The public timeline is just these."""

from django.utils.translation import gettext_lazy as _

from .kinds import Kind, Seen
from .sentences import Happening

HAPPENINGS: dict[Kind, Happening] = {
    Kind.QUESTION_ASKED: Happening(
        Seen.MEMBERS, _("A question from the municipality"), _("%(department)s asks: %(question)s")
    ),
    Kind.MORE_ASKED: Happening(Seen.STAFF, _("More information asked"), _("We asked: %(text)s")),
    Kind.MORE_GIVEN: Happening(Seen.STAFF, _("More information given"), _("The answer: %(text)s")),
    Kind.TAKEN_UP: Happening(Seen.PUBLIC, _("We take this up"), _("The steering group takes up this question.")),
    Kind.DECLINED: Happening(
        Seen.PUBLIC, _("We do not take this up"), _("The steering group does not take up this question: %(reason)s")
    ),
    Kind.REFERRED: Happening(Seen.PUBLIC, _("Passed on"), _("The question was passed on to %(whom)s.")),
    Kind.CALL_OPENED: Happening(
        Seen.MEMBERS, _("Call to all members"), _("Every member was asked to join. The call closes on %(closes_on)s.")
    ),
    Kind.CALL_ANSWERED: Happening(Seen.STAFF, _("An answer to the call"), _("A member answered: %(answer)s.")),
    Kind.ASKED_PERSONALLY: Happening(
        Seen.STAFF, _("Someone was asked in person"), _("%(name)s was asked in person to join.")
    ),
    Kind.CALL_REMINDED: Happening(
        Seen.STAFF, _("Reminder of the call"), _("Reminded because they had not answered: %(number)s.")
    ),
    Kind.CALL_PROLONGED: Happening(
        Seen.MEMBERS, _("The call stays open longer"), _("Members can answer until %(closes_on)s.")
    ),
    Kind.CALL_CLOSED: Happening(
        Seen.MEMBERS, _("The call has closed"), _("Yes: %(yes)s. Perhaps: %(maybe)s. No: %(no)s.")
    ),
    Kind.GROUP_FORMED: Happening(
        Seen.PUBLIC,
        _("The project group is complete"),
        _("Number of members in the project group: %(number)s."),
        _("The project group: %(names)s."),
    ),
    Kind.MEMBER_JOINED: Happening(Seen.MEMBERS, _("Someone joined the group"), _("%(name)s joined the project group.")),
    Kind.MEMBER_LEFT: Happening(Seen.MEMBERS, _("Someone left the group"), _("%(name)s left the project group.")),
    Kind.FIRST_TALK_PLANNED: Happening(
        Seen.MEMBERS, _("First talk planned"), _("The first talk with the municipality is on %(day_on)s.")
    ),
    Kind.FIRST_TALK_HELD: Happening(
        Seen.MEMBERS, _("First talk held"), _("The group and the municipality met for the first time.")
    ),
    Kind.CONTACT_NOMINATED: Happening(
        Seen.MEMBERS, _("Someone was put forward as contact"), _("%(name)s was put forward as contact of the group.")
    ),
    Kind.CONTACT_VOTED: Happening(Seen.STAFF, _("A vote for the contact"), _("Someone of the group voted.")),
    Kind.CONTACT_CHOSEN: Happening(
        Seen.MEMBERS, _("The group chose its contact"), _("%(name)s is the contact of the group.")
    ),
    Kind.AGREEMENT_PROPOSED: Happening(Seen.MEMBERS, _("An agreement was proposed"), _("Proposed: %(text)s")),
    Kind.AGREEMENT_CONFIRMED: Happening(
        Seen.PUBLIC,
        _("Agreements made"),
        _("The group and the municipality made an agreement."),
        _("Both sides agree: %(text)s"),
    ),
    Kind.AGREEMENT_CHANGED: Happening(Seen.MEMBERS, _("An agreement was changed"), _("The new text: %(text)s")),
    Kind.AGREEMENT_KEPT: Happening(Seen.MEMBERS, _("An agreement was kept"), _("Done as agreed: %(text)s")),
    Kind.WORK_BEGUN: Happening(
        Seen.PUBLIC, _("The work has begun"), _("The project group has begun to gather what residents experience.")
    ),
    Kind.DATES_ASKED: Happening(
        Seen.STAFF, _("A date is sought: %(what)s"), _("Everyone can say until %(closes_on)s which dates suit.")
    ),
    Kind.DATES_CHANGED: Happening(
        Seen.STAFF, _("Other dates: %(what)s"), _("Everyone can say until %(closes_on)s which dates suit.")
    ),
    Kind.DATES_ANSWERED: Happening(
        Seen.STAFF, _("An answer about dates: %(what)s"), _("Someone said which dates suit.")
    ),
    Kind.ACTIVITY_PLANNED: Happening(Seen.PUBLIC, _("Planned: %(what)s"), _("On %(day_on)s.")),
    Kind.ACTIVITY_CHANGED: Happening(Seen.PUBLIC, _("Changed: %(what)s"), _("It is on %(day_on)s.")),
    Kind.ACTIVITY_CANCELLED: Happening(
        Seen.PUBLIC, _("Cancelled: %(what)s"), _("It does not go on."), _("It does not go on: %(reason)s")
    ),
    Kind.ACTIVITY_HELD: Happening(Seen.PUBLIC, _("Held: %(what)s"), _("It took place on %(day_on)s.")),
    Kind.ACTIVITY_REPORTED: Happening(Seen.MEMBERS, _("Report: %(what)s"), _("The report is ready to read.")),
    Kind.FINDING_NOTED: Happening(Seen.MEMBERS, _("What we heard at %(what)s"), _("Written down: %(text)s")),
    Kind.SOURCE_ADDED: Happening(
        Seen.MEMBERS, _("New piece: %(title)s"), _("It was added to the pieces of this subject.")
    ),
    Kind.SOURCE_ASKED: Happening(Seen.MEMBERS, _("Information asked"), _("We asked for %(title)s, by %(by_on)s.")),
    Kind.SOURCE_LATE: Happening(
        Seen.MEMBERS, _("Information is late"), _("%(title)s was promised for %(by_on)s and is not there yet.")
    ),
    Kind.SOURCE_REMOVED: Happening(
        Seen.MEMBERS, _("A piece was removed"), _("%(title)s was removed and can no longer be read.")
    ),
    Kind.CHOICE_MADE: Happening(Seen.MEMBERS, _("A choice: %(what)s"), _("Because: %(why)s")),
    Kind.THOUGHT_ALONG: Happening(
        Seen.MEMBERS, _("We thought along"), _("With %(whom)s: %(what)s · What changed: %(changed)s")
    ),
    Kind.SUPPORT_ASKED: Happening(Seen.STAFF, _("Support asked"), _("The group asks for help: %(text)s")),
    Kind.SUPPORT_GIVEN: Happening(Seen.STAFF, _("Support given"), _("Help was given: %(text)s")),
    Kind.REPORT_ASKED: Happening(
        Seen.STAFF, _("A word to all members was asked"), _("The members have heard nothing since %(since_on)s.")
    ),
    Kind.REPORTED_TO_MEMBERS: Happening(Seen.MEMBERS, _("How it is going"), _("%(text)s")),
    Kind.WORDING_CHANGED: Happening(
        Seen.MEMBERS, _("Other words"), _("The title or the text in short changed. The title is now: %(title)s")
    ),
    Kind.ADVISER_ADDED: Happening(
        Seen.MEMBERS, _("Someone more of the municipality"), _("%(name)s works along as policy adviser.")
    ),
    Kind.ADVISER_ENDED: Happening(
        Seen.MEMBERS, _("A policy adviser stopped"), _("%(name)s no longer works along as policy adviser.")
    ),
    Kind.TASK_ADDED: Happening(Seen.STAFF, _("A new task"), _("To do: %(what)s")),
    Kind.TASK_TAKEN: Happening(Seen.STAFF, _("A task was taken"), _("%(name)s will do: %(what)s")),
    Kind.TASK_DONE: Happening(Seen.STAFF, _("A task was done"), _("Done: %(what)s")),
    Kind.TASK_REOPENED: Happening(Seen.STAFF, _("A task is not done after all"), _("To do again: %(what)s")),
    Kind.TASK_HANDED_BACK: Happening(
        Seen.STAFF, _("A task went back to the group"), _("Nobody does this any more: %(what)s")
    ),
    Kind.GROUP_TOLD: Happening(Seen.STAFF, _("A message to the group"), _("%(name)s wrote to the group.")),
    Kind.WRITING_BEGUN: Happening(
        Seen.PUBLIC, _("The group writes its advice"), _("The project group has begun to write its advice.")
    ),
    Kind.DRAFT_IN_ROUND: Happening(
        Seen.MEMBERS, _("The draft goes round"), _("Members of the group respond until %(closes_on)s.")
    ),
    Kind.DRAFT_ANSWERED: Happening(
        Seen.MEMBERS, _("A response to the draft"), _("Someone responded to the draft."), nameless=True
    ),
    Kind.ADOPTED: Happening(
        Seen.MEMBERS, _("Advice adopted"), _("The group adopted its advice. It has number %(number)s for good.")
    ),
    Kind.REOPENED_FOR_WRITING: Happening(
        Seen.MEMBERS, _("Back to writing"), _("The adopted text was opened again: %(reason)s")
    ),
    Kind.DELIVERED: Happening(
        Seen.PUBLIC, _("Advice %(number)s delivered"), _("The advice went to %(to)s. An answer is due by %(due_on)s.")
    ),
    Kind.ATTACHED: Happening(Seen.PUBLIC, _("Attached to a proposal"), _("The advice belongs to %(proposal)s.")),
    Kind.PUBLISHED: Happening(Seen.PUBLIC, _("Advice published"), _("Everyone can read the advice.")),
    Kind.ENDED_WITHOUT_ADVICE: Happening(
        Seen.PUBLIC, _("Finished without an advice of our own"), _("What we did: %(done)s What changed: %(changed)s")
    ),
    Kind.RESPONSE_EXPECTED: Happening(
        Seen.STAFF, _("The response is due soon"), _("The office that answers was told that %(due_on)s comes near.")
    ),
    Kind.RESPONSE_REMINDED: Happening(
        Seen.PUBLIC, _("No response yet"), _("The response was due on %(due_on)s. We reminded %(whom)s.")
    ),
    Kind.RESPONSE_PLANNED: Happening(
        Seen.STAFF, _("The response is ready"), _("The response is written and becomes public on %(day_on)s.")
    ),
    Kind.RESPONSE_CALLED_BACK: Happening(
        Seen.STAFF,
        _("The response was taken back"),
        _("The response that was to become public on %(day_on)s was taken back."),
    ),
    Kind.RESPONSE_RECEIVED: Happening(
        Seen.PUBLIC,
        _("The response is in"),
        _("Recommendations adopted: %(adopted)s, partly: %(partly)s, not: %(rejected)s, answered later: %(later)s."),
    ),
    Kind.NO_RESPONSE: Happening(
        Seen.PUBLIC, _("No response came"), _("The response was due on %(due_on)s and did not come.")
    ),
    Kind.RESPONSE_AFTER_ALL: Happening(
        Seen.PUBLIC,
        _("The response came after all"),
        _("Recommendations adopted: %(adopted)s, partly: %(partly)s, not: %(rejected)s, answered later: %(later)s."),
    ),
    Kind.RESPONSE_CHANGED: Happening(
        Seen.PUBLIC, _("A new answer"), _("The executive answered recommendation %(number)s anew: %(said)s.")
    ),
    Kind.LATER_ASKED: Happening(
        Seen.STAFF, _("Asked for the answers that come later"), _("Recommendations without an answer: %(numbers)s.")
    ),
    Kind.RESPONSE_WEIGHED: Happening(Seen.MEMBERS, _("The group weighed the response"), _("%(text)s")),
    Kind.REPORTED_BACK: Happening(Seen.MEMBERS, _("Reported back"), _("Everyone who contributed was told: %(text)s")),
    Kind.MONITORING_AGREED: Happening(
        Seen.PUBLIC, _("We follow what is done"), _("%(owner)s follows what is done with the advice.")
    ),
    Kind.COMMITMENT_RECORDED: Happening(Seen.PUBLIC, _("A commitment"), _("%(executor)s will: %(text)s")),
    Kind.CHECK_ASKED: Happening(Seen.STAFF, _("We asked how it is going"), _("Asked: %(text)s")),
    Kind.CHECK_ANSWERED: Happening(Seen.PUBLIC, _("How it is going"), _("%(text)s")),
    Kind.CHECK_STALE: Happening(
        Seen.PUBLIC, _("No answer to our question"), _("We asked how it is going and heard nothing: %(text)s")
    ),
    Kind.EXECUTOR_CHANGED: Happening(
        Seen.MEMBERS, _("Someone else tells how it is going"), _("For %(executor)s we ask someone else from now on.")
    ),
    Kind.NOTICE_ARRANGED: Happening(
        Seen.MEMBERS, _("Whether we ask residents what they notice"), _("Do we ask residents? %(answer)s")
    ),
    Kind.NOTICE_ASKED: Happening(
        Seen.PUBLIC,
        _("We ask what residents notice"),
        _("Everyone who contributed gets the question: do you notice anything of it?"),
    ),
    Kind.NOTICE_TOLD: Happening(
        Seen.STAFF,
        _("Someone told what they notice"),
        _("The answers are counted; nobody sees whose they are."),
        nameless=True,
    ),
    Kind.NOTICE_QUOTED: Happening(
        Seen.MEMBERS, _("What residents notice"), _("Which sentence of a resident everyone reads was chosen.")
    ),
    Kind.FINAL_ACCOUNT: Happening(Seen.PUBLIC, _("Final account"), _("How it went, and what came of it.")),
    Kind.STOPPED: Happening(Seen.PUBLIC, _("Stopped"), _("The work was stopped: %(reason)s")),
    Kind.REOPENED: Happening(Seen.PUBLIC, _("Opened again"), _("The work goes on: %(reason)s")),
    Kind.MERGED: Happening(Seen.PUBLIC, _("Joined with another subject"), _("This goes on in: %(into)s")),
    Kind.TAKEN_IN: Happening(Seen.PUBLIC, _("Another subject came with this"), _("It goes on here: %(what)s")),
    Kind.CONCERN_TOLD: Happening(Seen.STAFF, _("It was told to us"), _("It came in, and the steering group reads it.")),
    Kind.CONCERN_READ: Happening(
        Seen.MEMBERS, _("A concern became part of a theme"), _("We read it. It belongs to the theme %(theme)s.")
    ),
    Kind.CONCERN_SET_ASIDE: Happening(
        Seen.MEMBERS, _("A concern was set aside"), _("We read it, and we do nothing with it now. Why: %(reason)s")
    ),
    Kind.CONCERN_MERGED: Happening(
        Seen.MEMBERS, _("Laid together"), _("More people told us about this. From now on we look at it together.")
    ),
    Kind.CONCERN_REOPENED: Happening(
        Seen.MEMBERS, _("We look at it anew"), _("The steering group reads it once more.")
    ),
    Kind.CONCERN_TIED: Happening(
        Seen.MEMBERS, _("A concern belongs to a subject"), _("We work on it already: %(into)s.")
    ),
    Kind.CONCERN_UNTIED: Happening(
        Seen.STAFF, _("A concern does not belong to a subject after all"), _("It does not belong to: %(into)s.")
    ),
    Kind.CONCERN_WORDED: Happening(
        Seen.MEMBERS, _("What we heard, in words for everyone"), _("On the page of the theme: %(heard)s")
    ),
    Kind.CONCERN_TRUSTED: Happening(Seen.STAFF, _("Not spam after all"), _("Someone looked: a person told this.")),
    Kind.CONCERN_DOUBTED: Happening(Seen.STAFF, _("Probably spam"), _("Someone looked: this is no concern.")),
    Kind.CONCERN_ERASED: Happening(Seen.STAFF, _("A concern was erased"), _("Its text is gone, and who told it too.")),
    Kind.MORE_TOLD: Happening(Seen.STAFF, _("Something was added"), _("Who told it wrote a few words more.")),
    Kind.MORE_READ: Happening(Seen.STAFF, _("The addition was read"), _("Someone of the steering group or support.")),
    Kind.TELLER_FORGOTTEN: Happening(
        Seen.STAFF, _("Name and address erased"), _("We no longer know who told this, nor how to reach them.")
    ),
    Kind.LETTER_POSTED: Happening(Seen.STAFF, _("A letter was posted"), _("It was called: %(subject)s")),
    Kind.LETTER_TAKEN_BACK: Happening(
        Seen.STAFF, _("A letter was not posted after all"), _("It waits again: %(subject)s")
    ),
    Kind.EXPLORING_BEGUN: Happening(
        Seen.PUBLIC, _("We look into this"), _("The steering group looks into what can be done.")
    ),
    Kind.OFFICIAL_FOUND: Happening(Seen.MEMBERS, _("Who is about this?"), _("%(text)s")),
    Kind.OFFICIAL_CONTACTED: Happening(
        Seen.MEMBERS, _("We wrote to the municipality"), _("We asked %(name)s for a talk about this.")
    ),
    Kind.EXPLORING_TALK_PLANNED: Happening(
        Seen.MEMBERS, _("A talk with the municipality is planned"), _("It is on %(day_on)s. %(place)s")
    ),
    Kind.EXPLORING_TALK_HELD: Happening(
        Seen.MEMBERS, _("We talked with the municipality"), _("What came of it: %(text)s")
    ),
    Kind.THINKING_POWER_ASKED: Happening(
        Seen.MEMBERS, _("Would you join?"), _("Every member can say until %(closes_on)s whether they would join.")
    ),
    Kind.THINKING_POWER_ANSWERED: Happening(
        Seen.STAFF, _("Someone said whether they would join"), _("The answers are counted; nobody sees whose they are.")
    ),
    Kind.INFLUENCE_WEIGHED: Happening(
        Seen.MEMBERS,
        _("Can we make a difference?"),
        _("Can we? %(can)s Where? %(where)s When? %(when)s How? %(how)s"),
    ),
    Kind.QUESTION_WORDED: Happening(
        Seen.MEMBERS, _("A question for us both was worded"), _("The words now: %(question)s")
    ),
    Kind.COLLABORATION_AGREED: Happening(
        Seen.PUBLIC, _("Together with the municipality"), _("We worded a question together with the municipality.")
    ),
    Kind.OWN_TRAJECTORY_CHOSEN: Happening(
        Seen.PUBLIC,
        _("An own trajectory"),
        _("We go our own way. The plan: %(plan)s For: %(towards)s. By: %(ready)s."),
    ),
    Kind.NOT_NOW: Happening(
        Seen.PUBLIC, _("Not now"), _("We leave it for now: %(reason)s We look at it again on %(look_on)s.")
    ),
    Kind.LOOK_LATER: Happening(
        Seen.PUBLIC, _("Not yet"), _("We still leave it: %(reason)s We look at it again on %(look_on)s.")
    ),
    Kind.LOOKED_AGAIN: Happening(Seen.PUBLIC, _("We looked again"), _("This goes on in: %(into)s")),
    Kind.THEME_ADDED: Happening(
        Seen.PUBLIC, _("A new theme on the list"), _("The steering group still decides about it.")
    ),
    Kind.THEME_CHANGED: Happening(Seen.MEMBERS, _("A theme was described anew"), _("Its title is now: %(title)s")),
    Kind.THEME_CHOSEN: Happening(Seen.PUBLIC, _("On the agenda"), _("%(reason)s")),
    Kind.THEME_LEFT: Happening(Seen.PUBLIC, _("Not on the agenda now"), _("%(reason)s")),
    Kind.LINK_RENEWED: Happening(Seen.STAFF, _("A new link was sent"), _("A personal link was asked anew.")),
    Kind.MEMBER_WELCOMED: Happening(Seen.STAFF, _("A member was welcomed"), _("The term runs until %(until_on)s.")),
    Kind.MEMBER_CHANGED: Happening(Seen.STAFF, _("Details of a member changed"), _("Changed: %(what)s.")),
    Kind.TERM_SET: Happening(Seen.STAFF, _("A term was set"), _("It runs from %(since_on)s until %(until_on)s.")),
    Kind.TERM_ENDS: Happening(
        Seen.STAFF,
        _("The end of a term comes near"),
        _("It runs until %(until_on)s. The member was asked what they want."),
    ),
    Kind.TERM_WISHED: Happening(
        Seen.STAFF, _("A member said what they want after their term"), _("After this term the member %(wish)s.")
    ),
    Kind.STEERING_SEATED: Happening(
        Seen.STAFF, _("Someone joined the steering group"), _("The seat began on %(since_on)s.")
    ),
    Kind.STEERING_LEFT: Happening(
        Seen.STAFF, _("Someone left the steering group"), _("The seat ended on %(until_on)s.")
    ),
    Kind.SUPPORT_ASSIGNED: Happening(
        Seen.STAFF, _("Someone began to support us"), _("Support with %(support)s began on %(since_on)s.")
    ),
    Kind.SUPPORT_ENDED: Happening(Seen.STAFF, _("Support ended"), _("It ended on %(until_on)s.")),
    Kind.OFFICIAL_SAVED: Happening(
        Seen.STAFF, _("An official was entered or changed"), _("Their department is %(department)s.")
    ),
    Kind.ADDRESS_CHANGED: Happening(
        Seen.STAFF, _("A member has another e-mail address"), _("Links and visits of the address before have ended.")
    ),
    Kind.DEPARTMENT_SAVED: Happening(Seen.STAFF, _("A department was entered or changed"), _("It is called %(name)s.")),
    Kind.AREA_SAVED: Happening(Seen.STAFF, _("An area was entered or changed"), _("It is called %(name)s.")),
    Kind.POSITION_NOTED: Happening(
        Seen.STAFF, _("Noted whether we were asked"), _("About: %(subject)s, decided on %(on)s.")
    ),
    Kind.POSITION_CHANGED: Happening(
        Seen.STAFF, _("A note on our position was changed"), _("It is now about: %(subject)s")
    ),
    Kind.REPORT_BEGUN: Happening(
        Seen.STAFF, _("An annual report was begun"), _("The figures of %(year)s are filled in.")
    ),
    Kind.REPORT_PUBLISHED: Happening(
        Seen.STAFF, _("An annual report was published"), _("Everyone can read the report of %(year)s.")
    ),
    Kind.POSITION_REMOVED: Happening(
        Seen.STAFF, _("A note on our position was taken away"), _("It was about: %(subject)s")
    ),
}
