package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// YAML parser: text to a tree with locations. Of YAML, only what an analysis needs: keys and
/// values, lists and scalars; no anchors, aliases and tags, so that nothing grows beyond what is
/// written and nothing is executed. A key may occur once.
final class Yaml {
  static final int MAX_DEPTH = 20;

  private static final int MAX_BUFFER = 1 << 20;

  // of scalars, lists and mappings: some ten times what anyone has written
  private static final int MAX_NODES = 25_000;

  private static final String TYPOGRAPHIC_QUOTES =
      "\u201C\u201D\u201E\u2018\u2019\u201A\u00AB\u00BB";

  private final String origin;
  private final Iterator<Event> events;
  private int nodes;

  private Yaml(String origin, Iterator<Event> events) {
    this.origin = origin;
    this.events = events;
  }

  /// The keys and values of a file.
  static YamlNode.Mapping read(String origin, String text) {
    YamlNode node =
        value(origin, text)
            .orElseThrow(() ->
                InputException.at(origin)
                    .expected("keys such as samples")
                    .found("an empty file")
                    .exception());
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw InputException.at(node.at())
        .expected("keys such as samples, each with a colon and a value")
        .found(node.describe())
        .remedy("write them as `label: y`, with a blank behind the colon")
        .exception();
  }

  /// One value of any kind; empty where there is none.
  static Optional<YamlNode> value(String origin, String text) {
    // with a smaller buffer the parser copies a long scalar again and again
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(origin)
            .setBufferSize(Math.clamp(text.length(), 1024, MAX_BUFFER))
            .build();
    try {
      Yaml yaml = new Yaml(origin, new Parse(settings).parseString(text).iterator());
      return yaml.document();
    } catch (MarkedYamlEngineException e) {
      throw syntax(origin, text, e);
    } catch (YamlEngineException e) {
      throw InputException.at(origin)
          .expected("YAML")
          .found(ProblemText.messageOf(e))
          .remedy("an analysis file is plain text, such as `jpsi train` writes into its run folder")
          .cause(e)
          .exception();
    }
  }

  private static InputException syntax(String origin, String text, MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark();
    String problem = String.valueOf(e.getProblem());
    InputException.Builder message =
        InputException.at(mark.map(m -> place(origin, m)).orElse(origin))
            .says("is not YAML: " + problem);
    if (mark.isEmpty()) {
      return message.cause(e).exception();
    }
    String line = text.lines().skip(mark.get().getLine()).findFirst().orElse("");
    return message
        .remedy(YamlRemedy.of(e, text, mark.get()))
        .excerpt(line, mark.get().getColumn())
        .cause(e)
        .exception();
  }

  private static String place(String origin, Mark mark) {
    return origin + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  private String place(Event event) {
    return event.getStartMark().map(mark -> place(origin, mark)).orElse(origin);
  }

  private Optional<YamlNode> document() {
    events.next();
    Event start = events.next();
    if (start instanceof StreamEndEvent) {
      return Optional.empty();
    }
    YamlNode node = node(events.next(), 0);
    events.next();
    Event end = events.next();
    if (end instanceof DocumentStartEvent) {
      throw InputException.at(place(end))
          .expected("one document")
          .found("a second one")
          .remedy("remove the line ---, or make two files")
          .exception();
    }
    return node instanceof YamlNode.Scalar s && s.isNull() ? Optional.empty() : Optional.of(node);
  }

  private YamlNode node(Event event, int depth) {
    String at = place(event);
    if (depth > MAX_DEPTH) {
      throw InputException.at(at)
          .expected("a nesting depth of at most " + MAX_DEPTH)
          .found("a deeper one")
          .exception();
    }
    if (++nodes > MAX_NODES) {
      throw InputException.at(at)
          .expected("at most " + MAX_NODES + " keys and values")
          .found("more")
          .remedy("name files by a pattern, as in `files: \"*.root\"`, and features by `all`")
          .exception();
    }
    plain(event, at);
    requireStraightQuotes(event, at);
    return switch (event) {
      case ScalarEvent scalar -> new YamlNode.Scalar(scalar.getValue(), scalar.isPlain(), at);
      case SequenceStartEvent start -> {
        List<YamlNode> items = new ArrayList<>();
        for (Event e = events.next(); !(e instanceof SequenceEndEvent); e = events.next()) {
          items.add(node(e, depth + 1));
        }
        yield new YamlNode.Sequence(items, at);
      }
      default -> mapping(at, depth);
    };
  }

  private YamlNode.Mapping mapping(String at, int depth) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    for (Event e = events.next(); !(e instanceof MappingEndEvent); e = events.next()) {
      YamlNode key = node(e, depth + 1);
      if (!(key instanceof YamlNode.Scalar name)) {
        throw InputException.at(key.at()).expected("a key").found(key.describe()).exception();
      }
      YamlNode value = node(events.next(), depth + 1);
      YamlNode.Entry before = entries.put(name.text(), new YamlNode.Entry(key.at(), value));
      if (before != null) {
        throw InputException.at(key.at())
            .expected("every key once")
            .found("`" + name.text() + "` again, after " + before.keyAt())
            .remedy("remove one of them")
            .exception();
      }
    }
    return new YamlNode.Mapping(entries, at);
  }

  /// Refuses quotes of word processors, which would be part of a name.
  private static void requireStraightQuotes(Event event, String at) {
    if (event instanceof ScalarEvent scalar
        && scalar.isPlain()
        && !scalar.getValue().isEmpty()
        && TYPOGRAPHIC_QUOTES.indexOf(scalar.getValue().charAt(0)) >= 0) {
      throw InputException.at(at)
          .expected("straight quotes, \" or '")
          .found("typographic ones, " + scalar.getValue())
          .remedy("write the file with an editor of plain text")
          .exception();
    }
  }

  /// Refuses YAML that analysis files do not have.
  private static void plain(Event event, String at) {
    if (event instanceof AliasEvent alias) {
      throw InputException.at(at)
          .says("*" + alias.getAlias() + " is an alias, which analysis files do not have")
          .remedy("write the value itself; quote an expression that begins with *")
          .exception();
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw InputException.at(at)
          .says("&" + node.getAnchor().get() + " is an anchor, which analysis files do not have")
          .remedy("write the value itself; quote an expression that begins with &")
          .exception();
    }
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent start -> start.getTag();
          default -> Optional.empty();
        };
    if (tag.isPresent()) {
      throw InputException.at(at)
          .says(tag.get() + " is a tag, which analysis files do not have")
          .remedy("quote an expression that begins with !")
          .exception();
    }
  }
}
