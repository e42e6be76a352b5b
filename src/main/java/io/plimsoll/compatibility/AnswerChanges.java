package io.plimsoll.compatibility;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Numbers;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Confidence;
import io.plimsoll.contract.Results.Outcome;
import io.plimsoll.contract.Results.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what two contracts answer: all that the first promised must still be there, and be what it was. */
final class AnswerChanges {

    private AnswerChanges() {}

    static void compare(Changes answer, Contract before, Contract after) {
        compareIds(
                answer.at("request_id"), before.request().id(), after.request().id());
        Results old = before.results();
        Results now = after.results();
        compareResults(answer.at("result"), old, now);
        compareConfidence(answer.at("confidence"), old.confidence(), now.confidence());
        ExplanationChanges.compare(answer.at("explanation"), before, after);
        compareSubjects(answer.at("outcome"), subject(old.outcome()), subject(now.outcome()));
    }

    private static void compareIds(Changes at, @Nullable String before, @Nullable String after) {
        if (before == null || after == null) {
            at.comesOrGoes(before, after);
        } else if (!before.equals(after)) {
            at.breaking("is the field " + after + " now, was " + before);
        }
    }

    private static void compareResults(Changes at, Results before, Results after) {
        Map<String, Result> news = LinkedHashMap.newLinkedHashMap(after.list().size());
        after.list().forEach(result -> news.put(result.name(), result));
        for (Result result : before.list()) {
            Result now = news.remove(result.name());
            Changes place = at.at(result.name());
            if (now == null) {
                place.breaking("is gone");
            } else {
                FormChanges.compare(place, result.form(), now.form());
                place.unit(result.unit(), now.unit());
            }
        }
        news.keySet().forEach(name -> at.at(name).compatible("is new"));
    }

    private static void compareConfidence(Changes at, @Nullable Confidence before, @Nullable Confidence after) {
        if (before == null || after == null) {
            at.comesOrGoes(before, after);
        } else if (before.reduce() != after.reduce()) {
            at.compatible("is made of the scores in another way: its numbers may change");
        }
    }

    private static void compareSubjects(Changes at, String before, String after) {
        if (!before.equals(after)) {
            at.compatible("is " + after + " now, was " + before + ": feedback speaks of that");
        }
    }

    /** What feedback speaks of, without the graph's own names. */
    private static String subject(@Nullable Outcome outcome) {
        return switch (outcome) {
            case null -> "nothing";
            case Outcome.OfResult(String name) -> "the result " + name;
            case Outcome.OfOutput of -> "one of " + Changes.named(of.labels());
            case Outcome.HitWithin(String from, Double relative, Double absolute) ->
                "a number off by up to " + distance(relative, absolute);
        };
    }

    private static String distance(@Nullable Double relative, @Nullable Double absolute) {
        String share = relative == null ? "" : Numbers.plain(relative) + " times the truth";
        String distance = absolute == null ? "" : Numbers.plain(absolute);
        return distance + (share.isEmpty() || distance.isEmpty() ? "" : " or ") + share;
    }
}
