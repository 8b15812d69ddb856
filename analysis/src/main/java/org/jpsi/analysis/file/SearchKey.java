package org.jpsi.analysis.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Numeral;

/// Key of the analysis file with its search space: what a search over hyperparameters draws its
/// value from, independently of the other keys (random search: Bergstra and Bengio, JMLR 13 (2012)
/// 281).
///
/// As text it is `KEY=RANGE`: `members=[1, 4, 8]` draws one of a list, `network.dropout={uniform:
/// [0, 0.5]}` a number, `training.batch={logInteger: [32, 512]}` a whole number uniform in its
/// logarithm.
///
/// @param key as `--set` takes it: `training.epochs`
public record SearchKey(String key, SearchSpace space) {
  private static final String AT = "--key";
  private static final int MOST_CHOICES = 1000;
  // a value that is drawn can be typed again
  private static final MathContext DIGITS = new MathContext(4);

  /// Keys of the file that change how a model is trained, not which events it is judged by.
  private static final Set<String> SEARCHED =
      new TreeSet<>(
          List.of(
              "classWeights",
              "features",
              "flatten",
              "members",
              "model",
              "network",
              "preprocessing",
              "training",
              "transformations"));

  /// Search space: the values that a key may have, with their probabilities.
  public sealed interface SearchSpace {
    /// The value of a draw, as `--set` takes it.
    ///
    /// @param uniform in [0, 1)
    String draw(double uniform);

    /// The same as text: `{log: [1e-4, 0.1]}`.
    String text();
  }

  /// Choices of equal probability.
  ///
  /// @param values as `--set` takes them
  public record Choices(List<String> values) implements SearchSpace {
    public Choices {
      values = List.copyOf(values);
    }

    @Override
    public String draw(double uniform) {
      return values.get((int) (uniform * values.size()));
    }

    @Override
    public String text() {
      return "[" + String.join(", ", values) + "]";
    }
  }

  /// Interval of numbers, both ends among them.
  ///
  /// @param log whether the logarithm is uniform, else the number is
  /// @param integer whether numbers are whole
  public record Interval(double low, double high, boolean log, boolean integer)
      implements SearchSpace {
    @Override
    public String draw(double uniform) {
      double above = integer ? high + 1 : high;
      double drawn =
          log
              ? StrictMath.exp(
                  StrictMath.log(low) + uniform * (StrictMath.log(above) - StrictMath.log(low)))
              : low + uniform * (above - low);
      double value =
          integer ? StrictMath.floor(drawn) : new BigDecimal(drawn).round(DIGITS).doubleValue();
      return YamlText.number(Math.clamp(value, low, high));
    }

    @Override
    public String text() {
      String name = log ? integer ? "logInteger" : "log" : integer ? "integer" : "uniform";
      return "{" + name + ": [" + YamlText.number(low) + ", " + YamlText.number(high) + "]}";
    }
  }

  /// Reads `KEY=RANGE`.
  ///
  /// @throws InputException where it is none, or the key is not one that may be searched over
  public static SearchKey of(String text) {
    int equals = text.indexOf('=');
    String key = equals < 0 ? "" : text.substring(0, equals).strip();
    if (key.isEmpty()) {
      throw InputException.at(AT)
          .expected("KEY=RANGE, as in members=[1, 4]")
          .found(text)
          .exception();
    }
    String at = AT + " " + key;
    requireSearched(at, key);
    YamlNode node =
        Yaml.value(at, text.substring(equals + 1).strip()).orElseThrow(() -> wrong(at, "nothing"));
    return new SearchKey(key, space(at, node));
  }

  /// Requires that a key may be searched over.
  static void requireSearched(String at, String key) {
    int dot = key.indexOf('.');
    String top = dot < 0 ? key : key.substring(0, dot);
    Optional<String> known = AnalysisSchema.FILE.find(top).map(Key::name);
    if (known.map(SEARCHED::contains).orElse(false)) {
      return;
    }
    throw InputException.at(at)
        .expected(
            "a key of the training, under which the validation events stay the same: "
                + String.join(", ", SEARCHED))
        .found(top)
        .nearest(known.isPresent() ? "" : top, SEARCHED)
        .exception();
  }

  private static InputException wrong(String at, String found) {
    return InputException.at(at)
        .expected(
            "a list of values, as in [1, 4], or {uniform: [0, 0.5]}, {log: [1e-4, 0.1]}, {integer:"
                + " [1, 8]} or {logInteger: [32, 512]}")
        .found(found)
        .exception();
  }

  /// Reads a search space.
  ///
  /// @param at its location, for messages
  static SearchSpace space(String at, YamlNode node) {
    return switch (node) {
      case YamlNode.Sequence list -> choices(at, list);
      case YamlNode.Mapping map when map.entries().size() == 1 -> {
        Map.Entry<String, YamlNode.Entry> only = map.entries().entrySet().iterator().next();
        YamlNode ends = only.getValue().value();
        yield switch (only.getKey()) {
          case "uniform" -> interval(at, ends, false, false);
          case "log" -> interval(at, ends, true, false);
          case "integer" -> interval(at, ends, false, true);
          case "logInteger" -> interval(at, ends, true, true);
          default -> throw wrong(at, only.getKey());
        };
      }
      default -> throw wrong(at, node.describe());
    };
  }

  private static Choices choices(String at, YamlNode.Sequence list) {
    List<String> values = list.items().stream().map(SearchKey::setting).distinct().toList();
    if (values.size() < 2 || values.size() != list.items().size() || values.size() > MOST_CHOICES) {
      throw InputException.at(at)
          .expected("two values or more, each another one")
          .found(YamlText.flow(list))
          .remedy("set a key of one value with --set")
          .exception();
    }
    return new Choices(values);
  }

  // A plain word needs no quotes in --set, whatever YAML thinks of it.
  private static String setting(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.isNull() ? "null" : YamlText.flow(node);
  }

  private static Interval interval(String at, YamlNode ends, boolean log, boolean integer) {
    if (!(ends instanceof YamlNode.Sequence two) || two.items().size() != 2) {
      throw InputException.at(at)
          .expected("two numbers, the least and the largest")
          .found(ends.describe())
          .exception();
    }
    double low = number(at, two.items().get(0));
    double high = number(at, two.items().get(1));
    if (!(low < high) || (log && low <= 0)) {
      throw InputException.at(at)
          .expected(log ? "numbers above 0, the least first" : "the least number first")
          .found(YamlText.flow(two))
          .exception();
    }
    boolean whole = Math.rint(low) == low && Math.rint(high) == high;
    if (integer && !(whole && Math.abs(low) < 1e9 && Math.abs(high) < 1e9)) {
      throw InputException.at(at)
          .expected("whole numbers below a billion")
          .found(YamlText.flow(two))
          .exception();
    }
    return new Interval(low, high, log, integer);
  }

  private static double number(String at, YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && Numeral.isDecimal(scalar.text())) {
      double value = Double.parseDouble(scalar.text());
      if (Double.isFinite(value)) {
        return value;
      }
    }
    throw InputException.at(at).expected("a number").found(node.describe()).exception();
  }

  /// The same as text, which {@link #of} reads.
  public String text() {
    return key + "=" + space.text();
  }
}
