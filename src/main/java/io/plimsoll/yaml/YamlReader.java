package io.plimsoll.yaml;

import io.plimsoll.contract.Problem.Position;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a YAML 1.2 text into nodes that keep their positions, and refuses what makes a text mean something else than it
 * says: tags, anchors, aliases, merge keys, duplicate keys, a second document, great depth or size.
 */
final class YamlReader {

    static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 20;
    private static final Pattern MISSING_QUOTE =
            Pattern.compile("\\b(tensor|from)\\s*:\\s*([A-Za-z_][^\\s,{}\\[\\]\"']*\\[[^\\[\\]{},]*])");

    private final String file;
    private final Findings findings;
    private Iterator<Event> events = List.<Event>of().iterator();
    private boolean tooDeep;

    YamlReader(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    /** The only document of the text, or null, with a problem, if there is none. */
    @Nullable
    YamlNode read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            findings.problem(start(), "the file has more than " + MAX_BYTES + " bytes");
            return null;
        }
        String text = decode(bytes);
        if (text == null) {
            return null;
        }
        try {
            var settings =
                    LoadSettings.builder().setLabel(file).setUseMarks(true).build();
            events = new Parse(settings).parseString(text).iterator();
            return document();
        } catch (MarkedYamlEngineException e) {
            findings.problem(e.getProblemMark().map(this::position).orElse(start()), syntaxError(e, text));
            return null;
        } catch (YamlEngineException e) {
            findings.problem(start(), "not YAML: " + e.getMessage());
            return null;
        }
    }

    private @Nullable String decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            findings.problem(start(), "the file is not UTF-8");
            return null;
        }
    }

    private @Nullable YamlNode document() {
        YamlNode root = null;
        while (!tooDeep && events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart && root != null) {
                findings.problem(position(event), "a second document; a contract is one");
                return null;
            }
            if (event instanceof NodeEvent node) {
                root = node(node, 1);
            }
        }
        if (root == null) {
            findings.problem(start(), "the file is empty");
        }
        return tooDeep ? null : root;
    }

    private YamlNode node(NodeEvent event, int depth) {
        Position where = position(event);
        refuseIndirection(event, where);
        return switch (event) {
            case ScalarEvent scalar -> new YamlNode.Scalar(where, scalar.getValue(), scalar.isPlain());
            case CollectionStartEvent start
            when depth > MAX_DEPTH -> {
                findings.problem(where, "nested deeper than " + MAX_DEPTH + " levels");
                // Nothing more is read: the parser's own work grows with the square of the depth.
                tooDeep = true;
                yield new YamlNode.Unreadable(where);
            }
            case SequenceStartEvent start -> sequence(where, depth);
            case CollectionStartEvent start -> mapping(where, depth);
            default -> new YamlNode.Unreadable(where);
        };
    }

    private void refuseIndirection(NodeEvent event, Position where) {
        if (event instanceof AliasEvent alias) {
            findings.problem(where, "an alias (*" + alias.getAlias() + "); write the value out");
        } else if (event.getAnchor().isPresent()) {
            findings.problem(where, "an anchor (&" + event.getAnchor().get() + "); a contract has none");
        }
        Optional<String> tag = switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.empty();
        };
        tag.ifPresent(text -> findings.problem(where, "a tag (" + text + "); a contract has none"));
    }

    private YamlNode sequence(Position where, int depth) {
        var items = new ArrayList<YamlNode>();
        while (!tooDeep && events.next() instanceof NodeEvent item) {
            items.add(node(item, depth + 1));
        }
        return new YamlNode.Sequence(where, items);
    }

    private YamlNode mapping(Position where, int depth) {
        var entries = new ArrayList<YamlNode.Entry>();
        Map<String, Position> seen = new HashMap<>();
        while (!tooDeep && events.next() instanceof NodeEvent keyEvent) {
            YamlNode key = node(keyEvent, depth + 1);
            if (tooDeep) {
                break;
            }
            YamlNode value = node((NodeEvent) events.next(), depth + 1);
            if (!(key instanceof YamlNode.Scalar scalar)) {
                findings.problem(key.where(), "found " + key.found() + " as a key, expected text");
                continue;
            }
            Position first = seen.putIfAbsent(scalar.text(), scalar.where());
            if (scalar.plain() && scalar.text().equals("<<")) {
                findings.problem(key.where(), "a merge key (<<); write the keys out");
            } else if (first != null) {
                findings.problem(key.where(), "the key " + scalar.found() + " a second time; the first is at " + first);
            } else {
                entries.add(new YamlNode.Entry(scalar, value));
            }
        }
        return new YamlNode.Mapping(where, entries);
    }

    private static String syntaxError(MarkedYamlEngineException error, String text) {
        Optional<Mark> mark = error.getProblemMark();
        if (mark.isPresent()) {
            String line = text.lines().skip(mark.get().getLine()).findFirst().orElse("");
            for (Matcher missing = MISSING_QUOTE.matcher(line); missing.find(); ) {
                // The parser stops at the bracket of the place, or within the brackets.
                if (mark.get().getColumn() >= missing.start(2) && mark.get().getColumn() <= missing.end(2)) {
                    return "a quote is missing: write " + missing.group(1) + ": \"" + missing.group(2) + '"';
                }
            }
        }
        String context = error.getContext() == null ? "" : error.getContext() + ", ";
        return "not YAML: " + context + error.getProblem() + advice(error.getProblem());
    }

    /** What usually is behind a problem that the parser words in its own terms. */
    private static String advice(String problem) {
        if (problem.startsWith("expected <block end>")) {
            return ": check the indentation against the lines above";
        }
        return problem.equals("mapping values are not allowed here") ? ": a text with ': ' in it needs quotes" : "";
    }

    private Position position(Event event) {
        return event.getStartMark().map(this::position).orElse(start());
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Position start() {
        return new Position(file, 1, 1);
    }
}
