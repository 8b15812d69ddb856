package org.jpsi.analysis.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile.Feature;
import org.jpsi.analysis.file.AnalysisFile.Model;
import org.jpsi.analysis.file.AnalysisFile.Network;
import org.jpsi.analysis.file.AnalysisFile.Training;
import org.jpsi.analysis.file.ValueType.BooleanType;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.analysis.file.ValueType.MapType;
import org.jpsi.core.events.MissingCodes;
import org.jpsi.core.expression.Expression;

/// Schema of the analysis file: all its keys, an entry each, from which reader, writer, messages,
/// `--set`, the reference and the JSON Schema follow.
final class AnalysisSchema {
  static final Key<AnalysisFile, String> NAME =
      Key.withDefault(
          "name",
          TextType.matching(
              "a name",
              AnalysisSchema::isFolderName,
              "[^./\\\\\\x00-\\x1F\\x7F][^/\\\\\\x00-\\x1F\\x7F]{0,99}",
              // a run folder has this name: it must not be a path
              "a name that can be a folder's: no / or \\, no dot in front"),
          new Default.Absent<>("the file's name, without its ending"),
          a -> Optional.of(a.name()),
          "The name of the run.");

  static final Key<AnalysisFile, String> SIGNAL =
      Key.withDefault(
          "signal",
          TextType.CLASS,
          new Default.Absent<>("where there are two classes, the one named so, else the first"),
          AnalysisFile::signal,
          "The signal class; all others are background. With three or more classes and no"
              + " `signal`, all are equal, each with its own score.");

  static final Key<AnalysisFile, List<Sample>> SAMPLES =
      Key.<AnalysisFile, List<Sample>>withDefault(
              "samples",
              new ListType<>(
                  "a list of samples, each with `files:`",
                  SampleSchema.SAMPLE,
                  false,
                  ListType.Single.NO),
              new Default.Required<>(),
              a -> Optional.of(a.samples()),
              "The samples of events. The only required key.")
          .inLines();

  static final Key<AnalysisFile, String> LABEL =
      Key.withDefault(
          "label",
          TextType.EXPRESSION,
          new Default.Absent<>("the classes of the samples; `process` for generated ones"),
          AnalysisFile::label,
          "An expression whose values are the classes: `class`, `process == 1 ? \"signal\" :"
              + " \"background\"`.");

  static final Key<AnalysisFile, List<Feature>> TARGET =
      Key.withDefault(
          "target",
          QuantitySchema.TARGETS,
          new Default.Absent<>("a classification"),
          a -> Optional.of(a.targets()).filter(targets -> !targets.isEmpty()),
          "The target of a regression: an expression, or `{name: M, is: ..., unit: GeV}`, or a list"
              + " of them.");

  static final Key<AnalysisFile, String> SELECT =
      Key.of(
          "select",
          TextType.EXPRESSION,
          AnalysisFile.ALL_EVENTS,
          AnalysisFile::select,
          "The selection: other events are not used. `jpsi apply` scores all events, with a branch"
              + " `selected`.");

  static final Key<AnalysisFile, FeatureChoice> FEATURES =
      Key.<AnalysisFile, FeatureChoice>of(
              "features",
              QuantitySchema.FEATURES,
              FeatureChoice.ALL,
              AnalysisFile::features,
              "The features of the model: columns, expressions and `{name: m_bb2, is: m_bb ** 2,"
                  + " unit: GeV^2}`. `all` is every numeric column without another use, but neither"
                  + " numbers of events and runs, nor weights, nor a column that alone separates"
                  + " the classes; the run lists what it excludes.")
          .inLines();

  static final Key<AnalysisFile, String> WEIGHT =
      Key.of(
          "weight",
          TextType.EXPRESSION,
          AnalysisFile.WEIGHT,
          AnalysisFile::weight,
          "The physical weight of an event, of either sign; a sample's own weight multiplies it.");

  static final Key<AnalysisFile, ClassWeights> CLASS_WEIGHTS =
      Key.withDefault(
          "classWeights",
          ClassWeights.TYPE,
          new Default.Absent<>(
              "`equal`; `events` for the default network of three or more classes without weights"),
          AnalysisFile::classWeights,
          "The weights of the classes in training. Figures of merit have the events' own weights.");

  static final Key<AnalysisFile, Boolean> YIELDS =
      Key.of(
          "yields",
          BooleanType.BOOLEAN,
          false,
          AnalysisFile::yields,
          "`true` if weights are expected numbers of events; then the report has an"
              + " expected significance, with test events scaled up to the whole sample.");

  static final Key<AnalysisFile, Map<String, Double>> CONSTANTS =
      Key.of(
          "constants",
          new MapType<>(
              "constants by name, as in {lumi: 1.2}",
              NumberType.ANY,
              "a constant's name of letters, digits and _, not true, false or pi",
              name -> Expression.quoted(name).equals(name) && !name.contains("."),
              "^[A-Za-z_][A-Za-z0-9_]*$"),
          Map.of(),
          AnalysisFile::constants,
          "Numbers by name, for all expressions: `{lumi: 1.2}`.");

  static final Key<AnalysisFile, MissingCodes> MISSING = MissingSchema.MISSING;

  static final Key<AnalysisFile, List<String>> SPECTATORS =
      Key.of(
          "spectators",
          new ListType<>(
              "a column, or a list of columns",
              TextType.of("a column"),
              true,
              ListType.Single.READ),
          List.of(),
          AnalysisFile::spectators,
          "Spectators: columns that go into the scores file, never into the training.");

  static final Key<AnalysisFile, EventSplit> SPLIT =
      Key.withDefault(
          "split",
          SplitSchema.SPLIT,
          new Default.ByTask<>(task -> Optional.of(SplitSchema.defaults(task)), "see below"),
          a -> Optional.of(a.split()).filter(_ -> a.folds().isEmpty()),
          "The split into training, validation and test events, by the seed, the sample and the"
              + " entry, before any selection. Where a sample would have fewer than 30 events of a"
              + " class in a part, they are dealt exactly, in that random order.");

  static final Key<AnalysisFile, Folds> FOLDS =
      Key.withDefault(
          "folds",
          FoldsSchema.FOLDS,
          new Default.Absent<>("one training, by `split`"),
          AnalysisFile::folds,
          "Folds (cross-validation), in the place of `split`: fold i is tested on the events of"
              + " f = i, validated on those of f = (i + 1) mod k and trained on the rest. The model"
              + " has all k, and scores each event by the one that knows nothing of it.");

  static final Key<AnalysisFile, List<Model>> MODEL =
      Key.of(
          "model",
          new ListType<>(
              "a model, or a list of them",
              ModelOptions.MODEL,
              false,
              ListType.Single.READ_AND_WRITTEN),
          List.of(Model.NETWORK),
          AnalysisFile::models,
          "The model. A list trains all on the same split and prints a line of metrics for each;"
              + " the run is of the first. All but the network refuse negative weights"
              + " that `negativeWeights` does not treat.");

  static final Key<AnalysisFile, FeatureScaling> PREPROCESSING = PreprocessingSchema.PREPROCESSING;

  static final Key<AnalysisFile, Members> MEMBERS =
      Key.withDefault(
          "members",
          MembersSchema.MEMBERS,
          new Default.ByTask<>(
              task -> Optional.of(MembersSchema.defaults(task)),
              "`8` for the default network, by its budget; `1` where `network:` is written"),
          a -> Optional.of(a.members()).filter(m -> !m.equals(Members.BY_RECIPE)),
          "The number of networks trained side by side, each without another share of the training"
              + " events, by which it is validated. The model's score is the mean of theirs.");

  static final Key<AnalysisFile, Network> NETWORK =
      Key.withDefault(
          "network",
          NetworkSchema.NETWORK,
          new Default.ByTask<>(
              NetworkSchema::defaults,
              "[the default network](analysis.md#the-default-network), of as many units as the"
                  + " events are worth"),
          AnalysisFile::network,
          "The architecture of the network. Where it is written, it is that one plain network, and"
              + " keys left out are as below.");

  static final Key<AnalysisFile, Training> TRAINING =
      Key.<AnalysisFile, Training>withDefault(
              "training",
              TrainingSchema.TRAINING,
              new Default.ByTask<>(task -> Optional.of(TrainingSchema.defaults(task)), "see below"),
              a -> Optional.of(a.training()),
              "The training of the network.")
          .inLines();

  static final Key<AnalysisFile, Long> SEED =
      Key.of(
          "seed",
          IntegerType.ANY,
          AnalysisFile.SEED,
          AnalysisFile::seed,
          "The seed of all random numbers.");

  static final Key<AnalysisFile, Boolean> ALLOW_LEAK =
      Key.of(
          "allowLeak",
          BooleanType.BOOLEAN,
          false,
          AnalysisFile::allowLeak,
          "`true` allows features that alone separate the classes, or from which the target is"
              + " computed, where they are named.");

  static final Key<AnalysisFile, Boolean> ALLOW_DUPLICATES =
      Key.of(
          "allowDuplicates",
          BooleanType.BOOLEAN,
          false,
          AnalysisFile::allowDuplicates,
          "`true` allows the same events twice, in two samples or parts, where that is meant:"
              + " events of a rare class that were copied. What is tested on copies of training"
              + " events is too good.");

  static final Key<AnalysisFile, Boolean> REFERENCE =
      Key.of(
          "reference",
          BooleanType.BOOLEAN,
          true,
          AnalysisFile::reference,
          "`true` fits boosted trees to at most 20,000 training events, where no fault of the"
              + " model is found, to see whether it is too simple; it changes the verdict alone.");

  static final Key<AnalysisFile, String> COMPARE =
      Key.withDefault(
          "compare",
          TextType.word(
              Model.TREES, "`" + Model.TREES + "`, the learner that models are compared with"),
          new Default.Absent<>("nothing"),
          AnalysisFile::compare,
          "`boosted-trees` fits them, with their usual settings, to all training events, and the"
              + " report says whether they or the run's model do better on the validation events."
              + " The verdict takes them for its reference.");

  static final Key<AnalysisFile, MeasuredData> DATA =
      Key.withDefault(
          "data",
          MeasuredDataSchema.DATA,
          new Default.Absent<>("none"),
          AnalysisFile::data,
          "Measured events, as of an experiment: read with the same selection and features, never"
              + " trained on, and compared with the simulation in report and metrics.");

  static final Key<AnalysisFile, Map<String, Variation>> VARIATIONS =
      Key.<AnalysisFile, Map<String, Variation>>withDefault(
              "variations",
              VariationSchema.VARIATIONS,
              new Default.ByTask<>(task -> Optional.of(Map.of()), "none"),
              a -> Optional.of(a.variations()).filter(all -> !all.isEmpty()),
              "Systematic variations by name, each with columns in `up` and `down`, factors in"
                  + " `weight`, or `files`: how yields, efficiencies and AUC change on the test"
                  + " events.")
          .inLines();

  static final ObjectType<AnalysisFile> FILE =
      new ObjectType<>(
          List.of(
              NAME,
              SIGNAL,
              SAMPLES,
              LABEL,
              TARGET,
              SELECT,
              FEATURES,
              ParametersSchema.PARAMETERS,
              WEIGHT,
              CLASS_WEIGHTS,
              YIELDS,
              Luminosity.LUMINOSITY,
              CONSTANTS,
              CsvSchema.CSV,
              MISSING,
              SPECTATORS,
              Flatten.FLATTEN,
              Decorrelate.DECORRELATE,
              NegativeWeightsSchema.NEGATIVE_WEIGHTS,
              SPLIT,
              FOLDS,
              MODEL,
              PREPROCESSING,
              TransformationSchema.TRANSFORMATIONS,
              MEMBERS,
              NETWORK,
              TRAINING,
              SEED,
              ALLOW_LEAK,
              ALLOW_DUPLICATES,
              REFERENCE,
              COMPARE,
              FiguresSchema.SIGNIFICANCE,
              FiguresSchema.EFFICIENCIES,
              FiguresSchema.CALIBRATION,
              StudySchema.IMPORTANCE,
              StudySchema.CUTS,
              StudySchema.SEEDS,
              TuneSchema.TUNE,
              DATA,
              VARIATIONS),
          List.of(),
          AnalysisRules::analysis);

  private AnalysisSchema() {}

  private static boolean isFolderName(String name) {
    int length = name.codePointCount(0, name.length());
    return length >= 1
        && length <= 100
        && name.charAt(0) != '.'
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || c < 0x20 || c == 0x7F);
  }
}
