package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.MeasuredData.Blinding;
import org.jpsi.analysis.file.ValueType.BooleanType;
import org.jpsi.analysis.file.ValueType.ConvertedType;
import org.jpsi.analysis.file.ValueType.ShorthandType;
import org.jpsi.core.io.Numeral;

/// Schema of the key `data`.
final class MeasuredDataSchema {
  private static final String SIGNAL = "signal";
  private static final String NONE = "none";

  private static final FilesSchema<MeasuredData> EVENT_FILES =
      new FilesSchema<>(data -> Optional.of(data.files()));

  private static final Key<MeasuredData, List<String>> FILES =
      EVENT_FILES.files(
          new Default.Required<>(),
          "A file of measured events or a list of them, as those of a sample.");

  private static final Key<MeasuredData, String> TREE =
      EVENT_FILES.tree("The tree of a ROOT file; required where it has several.");

  private static final Key<MeasuredData, List<SampleFriend>> FRIENDS =
      FriendSchema.key(data -> Optional.of(data.files()));

  private static final Key<MeasuredData, String> SELECT =
      Key.of(
          "select",
          TextType.EXPRESSION,
          AnalysisFile.ALL_EVENTS,
          MeasuredData::select,
          "The selection of the data, in addition to the analysis's own `select`: that of a trigger"
              + " or of good runs.");

  private static final Key<MeasuredData, Blinding> BLIND =
      Key.of(
          "blind",
          new ConvertedType<>(
              TextType.matching(
                  "a score from 0 to 1, `signal` or `none`",
                  MeasuredDataSchema::isBlinding,
                  "(signal|none|0(\\.[0-9]+)?|1(\\.0*)?|\\.[0-9]+|[0-9.]+[eE]-[0-9]+)",
                  "a score from 0 to 1, `signal` or `none`"),
              MeasuredDataSchema::blinding,
              MeasuredDataSchema::words),
          new Blinding.Signal(),
          MeasuredData::blinding,
          "The score from which on data are blinded: such events are in no histogram and in no"
              + " number. `signal` is the score that 90 % of the signal of validation events"
              + " exceeds; `none` shows all data. Without a signal class, nothing is blinded.");

  private static final Key<MeasuredData, Boolean> CLASSIFIER =
      Key.of(
          "classifier",
          BooleanType.BOOLEAN,
          false,
          MeasuredData::classifier,
          "`true` trains boosted trees to tell data from simulation, on two halves in turn: their"
              + " AUC says whether the features differ together, and which of them most.");

  static final ValueType<MeasuredData> DATA =
      new ShorthandType<>(
          TextType.of("a file"),
          path ->
              new MeasuredData(
                  new Sample.Files(List.of(path), ""),
                  AnalysisFile.ALL_EVENTS,
                  new Blinding.Signal(),
                  false),
          data -> Optional.empty(),
          new ObjectType<>(
              List.of(FILES, TREE, FRIENDS, SELECT, BLIND, CLASSIFIER),
              List.of(),
              MeasuredDataSchema::data));

  private MeasuredDataSchema() {}

  private static MeasuredData data(KeyValues<MeasuredData> values) {
    return new MeasuredData(
        new Sample.Files(
            values.get(FILES),
            values.find(TREE).orElse(""),
            values.find(FRIENDS).orElse(List.of())),
        values.get(SELECT),
        values.get(BLIND),
        values.get(CLASSIFIER));
  }

  private static boolean isBlinding(String text) {
    if (text.equals(SIGNAL) || text.equals(NONE)) {
      return true;
    }
    return Numeral.isDecimal(text) && NumberType.TO_ONE.contains(Double.parseDouble(text));
  }

  private static Blinding blinding(String text) {
    return switch (text) {
      case SIGNAL -> new Blinding.Signal();
      case NONE -> new Blinding.None();
      default -> new Blinding.Above(Double.parseDouble(text));
    };
  }

  private static String words(Blinding blinding) {
    return switch (blinding) {
      case Blinding.Signal _ -> SIGNAL;
      case Blinding.None _ -> NONE;
      case Blinding.Above(double score) -> YamlText.number(score);
    };
  }
}
