package org.jpsi.analysis.file;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jpsi.analysis.file.ValueType.BooleanType;
import org.jpsi.analysis.file.ValueType.ConvertedType;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.analysis.file.ValueType.MapType;
import org.jpsi.analysis.file.ValueType.ShorthandType;
import org.jpsi.analysis.file.ValueType.WordType;

/// Reference of the analysis file's keys, in Markdown: `docs/analysis-file.md`.
public final class MarkdownReference {
  private static final String INTRODUCTION =
      """
      # The analysis file

      An analysis is one YAML file, read by `./jpsi train`. Only `samples` is required; every other key has a default, which is
      written out into the run as `analysis.yaml`. An unknown key is refused with the nearest right one, a wrong value with its line.

      ```yaml
      # search.yaml
      signal: signal
      samples:
        - {files: Higgs_data.root, tree: sig_tree, class: signal}
        - {files: Higgs_data.root, tree: bkg_tree, class: background}
      features: [m_bb, m_wbb, m_wwbb]
      select: m_bb > 0.1
      ```

      Any key can be set from the command line by its path; an empty value resets it to its default:

      ```sh
      ./jpsi train search.yaml --set training.epochs=5 --set samples.0.tree=events --set 'model=[network, boosted-trees]' --set select=
      ```

      An option is a word, `optimizer: adam`, or a word with settings, `optimizer: {adam: {learningRate: 1e-3}}`.
      A key that was renamed is still read under its old name, with a note, and written under its new one.

      An editor that knows JSON Schema (VS Code with the YAML extension, JetBrains IDEs, or any with yaml-language-server) completes keys, shows what they
      mean and underlines what is wrong, once it has the schema and the file names it in its first line:

      ```sh
      ./jpsi schema > jpsi.schema.json
      ```

      ```yaml
      # yaml-language-server: $schema=jpsi.schema.json
      samples: [{files: magic.csv}]
      label: class
      ```

      This page is printed by `./jpsi schema --markdown`.
      """;

  private final StringBuilder out = new StringBuilder();

  private MarkdownReference() {}

  /// The page, with the options of the learners on the class path.
  public static String analysisFile() {
    MarkdownReference reference = new MarkdownReference();
    reference.out.append(INTRODUCTION);
    reference.object("", "Keys", AnalysisSchema.FILE);
    return reference.out.toString();
  }

  /// @param path of the keys; empty for those of the file
  private void object(String path, String title, ObjectType<?> type) {
    out.append("\n## ").append(title).append("\n\n");
    row("key", "value", "default", "meaning");
    out.append("|---|---|---|---|\n");
    type.keys()
        .forEach(key -> row(code(key.name()), words(key, path), defaultWords(key), meaning(key)));
    for (Key<?, ?> key : type.keys()) {
      String inside = path.isEmpty() ? key.name() : path + "." + key.name();
      section(inside, inside, key.type());
    }
  }

  private void section(String path, String title, ValueType<?> type) {
    switch (type) {
      case ObjectType<?> object -> object(path, title, object);
      case ChoiceType<?> choice -> choice(title, choice);
      case ListType<?> list -> section(path, title, list.item());
      case ShorthandType<?, ?> shorthand -> section(path, title, shorthand.full());
      case ConvertedType<?, ?> converted -> section(path, title, converted.base());
      case WordType<?> word -> word(title, word);
      case MapType<?> map -> section(path + ".NAME", title, map.item());
      case NumberType _, IntegerType _, TextType _, BooleanType _, TuneSchema.SpaceType _ -> {}
    }
  }

  private void word(String title, WordType<?> type) {
    out.append("\n## ").append(title).append("\n\n| word | meaning |\n|---|---|\n");
    type.words().forEach(word -> row(code(word.name()), word.meaning()));
  }

  private void choice(String title, ChoiceType<?> type) {
    out.append("\n## ").append(title).append("\n\n");
    row("word", "setting", "value", "default", "meaning");
    out.append("|---|---|---|---|---|\n");
    for (NamedOption<?> option : type.options()) {
      row(code(option.name()), "", "", "", option.meaning() + formerly(option.aliases()));
      for (Key<?, ?> key : option.settings().keys()) {
        row("", code(key.name()), words(key.type()), defaultWords(key), meaning(key));
      }
    }
  }

  private void row(String... cells) {
    out.append("| ")
        .append(
            List.of(cells).stream()
                .map(c -> c.replace("|", "\\|"))
                .collect(Collectors.joining(" | ")))
        .append(" |\n");
  }

  private static String meaning(Key<?, ?> key) {
    return key.meaning() + formerly(key.aliases());
  }

  private static String formerly(List<String> old) {
    return old.isEmpty()
        ? ""
        : " (formerly "
            + old.stream().map(MarkdownReference::code).collect(Collectors.joining(", "))
            + ")";
  }

  private static String defaultWords(Key<?, ?> key) {
    return switch (key.defaultValue()) {
      case Default.Fixed<?> _ -> code(YamlText.flow(key.constant().orElseThrow()));
      case Default.ByTask<?>(var _, String words) -> words;
      case Default.Absent<?>(String words) -> words;
      case Default.Required<?> _ -> "required";
    };
  }

  // With a link to the section about it, where there is one.
  private static String words(Key<?, ?> key, String path) {
    String words = words(key.type());
    String inside = path.isEmpty() ? key.name() : path + "." + key.name();
    MarkdownReference section = new MarkdownReference();
    section.section(inside, inside, key.type());
    String anchor = inside.replace(".", "").toLowerCase(Locale.ROOT);
    return section.out.isEmpty() ? words : "[" + words + "](#" + anchor + ")";
  }

  private static String words(ValueType<?> type) {
    return switch (type) {
      case NumberType number ->
          number.describe() + (number.unit().isEmpty() ? "" : ", in units of " + number.unit());
      case IntegerType integer -> integer.describe();
      case TextType text -> text.what();
      case BooleanType _ -> "`true` or `false`";
      case TuneSchema.SpaceType _ -> TuneSchema.SpaceType.WORDS;
      case WordType<?> word ->
          word.names().stream().map(MarkdownReference::code).collect(Collectors.joining(", "));
      case ListType<?> list -> list.expected();
      case MapType<?> map -> map.expected();
      case ShorthandType<?, ?> shorthand ->
          shorthand.brief() instanceof TextType
              ? words(shorthand.full())
              : words(shorthand.brief()) + ", or " + words(shorthand.full());
      case ConvertedType<?, ?> converted -> words(converted.base());
      case ObjectType<?> _ -> "keys";
      case ChoiceType<?> choice -> choice.what();
    };
  }

  private static String code(String text) {
    return text.contains("`") ? "`` " + text + " ``" : "`" + text + "`";
  }
}
