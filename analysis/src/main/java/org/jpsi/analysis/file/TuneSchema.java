package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jpsi.analysis.file.SearchKey.SearchSpace;
import org.jpsi.analysis.file.ValueType.MapType;

/// Schema of the key `tune`, the search of `jpsi tune`.
final class TuneSchema {
  private static final int MOST_TRIALS = 1000;
  private static final int MOST_FACTOR = 10;

  /// Type of the values that a key of a search may have.
  record SpaceType() implements ValueType<SearchSpace> {
    static final String WORDS =
        "a list of values, {uniform: [0, 0.5]}, {log: [1e-4, 0.1]}, {integer: [1, 8]} or"
            + " {logInteger: [32, 512]}";

    @Override
    public SearchSpace read(ConfigValue value, KnownTask task) {
      return SearchKey.space(value.where(), value.node());
    }

    @Override
    public YamlNode write(SearchSpace value, Extent extent, KnownTask task) {
      return Yaml.value("", value.text()).orElseThrow();
    }
  }

  private static final Key<TuneOptions, Map<String, SearchSpace>> KEYS =
      Key.withDefault(
          "keys",
          new MapType<>(
              "ranges by key, as in {members: [1, 4], network.dropout: {uniform: [0, 0.5]}}",
              new SpaceType(),
              "a key of the training, as `--set` takes it",
              name -> !name.isBlank(),
              "^.*\\S.*$"),
          new Default.Absent<>("those of `--key`"),
          tune -> Optional.of(spaces(tune.keys())).filter(all -> !all.isEmpty()),
          "The keys that are searched over, as `--set` takes them, each with "
              + SpaceType.WORDS
              + ".");

  private static final Key<TuneOptions, Long> TRIALS =
      Key.of(
          "trials",
          new IntegerType(2, MOST_TRIALS),
          (long) TuneOptions.TRIALS,
          tune -> (long) tune.trials(),
          "The number of trials.");

  private static final Key<TuneOptions, Long> FACTOR =
      Key.withDefault(
          "factor",
          new IntegerType(1, MOST_FACTOR),
          new Default.Absent<>("`3`, or `1` where a trial trains no network"),
          tune ->
              tune.factor().isPresent()
                  ? Optional.of((long) tune.factor().getAsInt())
                  : Optional.empty(),
          "One trial in so many goes on, with so many times the epochs; `1` trains all to the"
              + " end.");

  static final Key<AnalysisFile, TuneOptions> TUNE =
      Key.withDefault(
          "tune",
          new ObjectType<>(List.of(KEYS, TRIALS, FACTOR), List.of(), TuneSchema::options),
          new Default.Absent<>("none"),
          a -> a.figures().studies().tune(),
          "The search of `jpsi tune FILE`, whose options add to it or replace it. `jpsi train` does"
              + " not search: it trains with the keys as they stand, and says so.");

  private TuneSchema() {}

  private static Map<String, SearchSpace> spaces(List<SearchKey> keys) {
    Map<String, SearchSpace> all = new LinkedHashMap<>();
    keys.forEach(key -> all.put(key.key(), key.space()));
    return all;
  }

  private static TuneOptions options(KeyValues<TuneOptions> values) {
    List<SearchKey> keys = new ArrayList<>();
    values
        .find(KEYS)
        .orElse(Map.of())
        .forEach((key, space) -> {
          SearchKey.requireSearched(values.where(KEYS) + "." + key, key);
          keys.add(new SearchKey(key, space));
        });
    OptionalInt factor =
        values
            .find(FACTOR)
            .map(found -> OptionalInt.of(Math.toIntExact(found)))
            .orElse(OptionalInt.empty());
    return new TuneOptions(keys, Math.toIntExact(values.get(TRIALS)), factor);
  }
}
