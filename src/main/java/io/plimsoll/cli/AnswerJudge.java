package io.plimsoll.cli;

import io.plimsoll.lifecycle.ExpectedAnswers;
import io.plimsoll.lifecycle.ExpectedAnswers.Judgement;
import io.plimsoll.load.Judge;
import io.plimsoll.load.Reply;
import java.util.regex.Pattern;

/** Holds answers of a service against golden rows, and names what came of each. */
record AnswerJudge(ExpectedAnswers expected) implements Judge {

    static final String OK = "OK";
    static final String RATE_LIMITED = "RATE_LIMITED";
    static final String WRONG = "wrong answer";
    static final String OTHER_VERSION = "other version";
    static final String FOREIGN = "no answer of Plimsoll";

    /** What a stranger calls a code is not printed as one, nor counted apart. */
    private static final Pattern CODE = Pattern.compile("[A-Z_]{1,40}");

    @Override
    public Verdict judge(int request, Reply reply) {
        return switch (expected.judge(request, reply.body())) {
            case Judgement.Right() -> new Verdict(OK, true, "");
            case Judgement.Wrong(var differences) -> new Verdict(WRONG, false, differences.getFirst());
            case Judgement.ByAnother(String version) ->
                new Verdict(OTHER_VERSION, false, "version " + version + " answered");
            case Judgement.Failed(String code, String message)
            when CODE.matcher(code).matches() -> new Verdict(code, false, message);
            case Judgement.Failed _, Judgement.Foreign() -> new Verdict(FOREIGN, false, "status " + reply.status());
        };
    }
}
