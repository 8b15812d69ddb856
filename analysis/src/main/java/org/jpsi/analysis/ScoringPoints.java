package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.io.Numeral;
import org.jpsi.core.model.Model;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// Points at which events are scored: values of features of the model, in the place of those of the
/// events, as a parametrised network is applied (`jpsi apply --at mass=500,750`, of several
/// parameters `--at mass=500,width=10 --at mass=750,width=20`).
///
/// @param features of the model, each a column
/// @param points a value of each feature, as it is written, a number
public record ScoringPoints(List<String> features, List<List<String>> points) {
  private static final String WHERE = "--at";
  private static final int MOST = 1000;

  public ScoringPoints {
    features = List.copyOf(features);
    points = points.stream().map(List::copyOf).toList();
  }

  /// Points of texts, each `mass=500,750` or `mass=500,750,width=10`: all combinations of the
  /// values of its features.
  ///
  /// @param texts one or more, all with the same features
  /// @throws InputException where they are no such texts
  public static ScoringPoints parse(List<String> texts) {
    List<String> features = List.of();
    List<List<String>> points = new ArrayList<>();
    for (String text : texts) {
      Map<String, List<String>> values = values(text);
      List<String> own = List.copyOf(values.keySet());
      if (features.isEmpty()) {
        features = own;
      } else if (own.size() != features.size() || !own.containsAll(features)) {
        throw InputException.at(WHERE)
            .expected("values of " + String.join(", ", features) + " in each")
            .found(text)
            .exception();
      }
      add(features.stream().map(values::get).toList(), List.of(), points);
    }
    List<List<String>> words = points.stream().map(ScoringPoints::words).toList();
    for (int k = 0; k < points.size(); k++) {
      if (words.indexOf(words.get(k)) < k) {
        throw InputException.at(WHERE)
            .expected(features.size() == 1 ? "each value once" : "each point once")
            .found(String.join(", ", points.get(k)) + " twice")
            .exception();
      }
    }
    return new ScoringPoints(features, points);
  }

  /// The values of each feature of a text.
  private static Map<String, List<String>> values(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (int from = 0; from <= text.length(); ) {
      int comma = text.indexOf(',', from);
      int to = comma < 0 ? text.length() : comma;
      String item = text.substring(from, to);
      from = to + 1;
      int equals = item.indexOf('=');
      String value = item.substring(equals + 1).strip();
      if (equals >= 0 && !item.substring(0, equals).isBlank()) {
        current = new ArrayList<>();
        String feature = item.substring(0, equals).strip();
        if (values.put(feature, current) != null) {
          throw InputException.at(WHERE)
              .expected("each feature once")
              .found(feature + " twice in " + text)
              .remedy("give all its values behind one name, as in mass=500,750")
              .exception();
        }
      } else if (values.isEmpty() || equals >= 0) {
        throw noValues(text);
      }
      if (value.isEmpty() && equals >= 0) {
        throw noValues(text);
      }
      if (!isFinite(value)) {
        throw InputException.at(WHERE).expected("finite numbers").found(value).exception();
      }
      current.add(value);
    }
    return values;
  }

  private static InputException noValues(String text) {
    return InputException.at(WHERE)
        .expected("a feature and its values, as in mass=500,750")
        .found(text)
        .exception();
  }

  /// Adds all combinations of values that begin as a point does.
  private static void add(
      List<List<String>> values, List<String> begin, List<List<String>> points) {
    if (begin.size() < values.size()) {
      for (String value : values.get(begin.size())) {
        List<String> more = new ArrayList<>(begin);
        more.add(value);
        add(values, more, points);
      }
      return;
    }
    points.add(begin);
    if (points.size() > MOST) {
      throw InputException.at(WHERE)
          .expected("at most " + MOST + " values")
          .found("more")
          .exception();
    }
  }

  private static boolean isFinite(String value) {
    return Numeral.isDecimal(value) && Double.isFinite(Double.parseDouble(value));
  }

  /// The columns of the features in a model.
  ///
  /// @throws InputException where it has no such feature, or computes it
  List<String> columns(Model model) {
    return features.stream().map(feature -> column(feature, model)).toList();
  }

  private static String column(String feature, Model model) {
    List<String> names = model.features().names();
    int index = names.indexOf(feature);
    if (index < 0) {
      throw InputException.at(WHERE)
          .expected("a feature of the model")
          .found(feature)
          .nearest(feature, names)
          .exception();
    }
    Expression expression = model.features().expressions().get(index);
    return expression
        .plainColumn()
        .orElseThrow(() ->
            InputException.at(WHERE)
                .expected("a feature that is a column, whose value can be set")
                .found(feature + ", which is computed: " + expression.text())
                .exception());
  }

  /// Notes on values outside of the training's.
  List<String> notes(Model model) {
    List<String> notes = new ArrayList<>();
    for (int f = 0; f < features.size(); f++) {
      int feature = f;
      ColumnPreprocessing trained =
          model.preprocessing().columns().get(model.features().names().indexOf(features.get(f)));
      List<String> outside =
          points.stream()
              .map(point -> point.get(feature))
              .distinct()
              .filter(value -> {
                double number = Double.parseDouble(value);
                return number < trained.low() || number > trained.high();
              })
              .toList();
      if (!outside.isEmpty()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s = %s is outside of the training, from %s to %s: nothing is known of such"
                    + " scores",
                features.get(f),
                String.join(", ", outside),
                Double.toString(trained.low()),
                Double.toString(trained.high())));
      }
    }
    return notes;
  }

  /// Whether a note is of the distribution of a feature, which is that of one value.
  boolean isOfFeature(String note) {
    return features.stream().anyMatch(feature -> note.startsWith(feature + ":"));
  }

  /// Events with the values of one point in the columns of the features.
  static Table with(Table events, List<String> columns, List<String> point) {
    List<Column> all = new ArrayList<>();
    for (Column one : events.columns()) {
      if (!columns.contains(one.name())) {
        all.add(one);
      }
    }
    for (int c = 0; c < columns.size(); c++) {
      double[] values = new double[events.rows()];
      Arrays.fill(values, Double.parseDouble(point.get(c)));
      all.add(NumberColumn.of(columns.get(c), "", values));
    }
    return Table.of(events.origin(), all);
  }

  /// The name of a score at a point: `score_mass_500`, `score_mass_m1p5` at -1.5,
  /// `score_mass_500_width_10`, so that it is the name of a variable too.
  String name(String score, List<String> point) {
    StringBuilder name = new StringBuilder(score);
    for (int f = 0; f < features.size(); f++) {
      name.append('_').append(features.get(f)).append('_').append(word(point.get(f)));
    }
    return name.toString();
  }

  private static List<String> words(List<String> point) {
    return point.stream().map(ScoringPoints::word).toList();
  }

  private static String word(String value) {
    return value.replace('.', 'p').replace('-', 'm').replace("+", "");
  }
}
