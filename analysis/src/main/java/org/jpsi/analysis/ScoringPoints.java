package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.io.Numeral;
import org.jpsi.core.model.Model;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// Points at which events are scored: values of a feature of the model, in the place of those of
/// the events, as a parametrised network is applied (`jpsi apply --at mass=500,750`).
///
/// @param feature of the model, a column
/// @param values as they are written, each a number
public record ScoringPoints(String feature, List<String> values) {
  private static final String WHERE = "--at";
  private static final int MOST = 1000;

  public ScoringPoints {
    values = List.copyOf(values);
  }

  /// Points of a text, `mass=500,750`.
  ///
  /// @throws InputException where it is no such text
  public static ScoringPoints parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw InputException.at(WHERE)
          .expected("a feature and its values, as in mass=500,750")
          .found(text)
          .exception();
    }
    List<String> values = new ArrayList<>();
    for (int from = equals + 1; from <= text.length(); ) {
      int comma = text.indexOf(',', from);
      int to = comma < 0 ? text.length() : comma;
      String value = text.substring(from, to).strip();
      from = to + 1;
      if (!isFinite(value)) {
        throw InputException.at(WHERE).expected("finite numbers").found(value).exception();
      }
      if (values.stream().anyMatch(other -> word(other).equals(word(value)))) {
        throw InputException.at(WHERE)
            .expected("each value once")
            .found(value + " twice")
            .exception();
      }
      values.add(value);
      if (values.size() > MOST) {
        throw InputException.at(WHERE)
            .expected("at most " + MOST + " values")
            .found("more")
            .exception();
      }
    }
    return new ScoringPoints(text.substring(0, equals).strip(), values);
  }

  private static boolean isFinite(String value) {
    return Numeral.isDecimal(value) && Double.isFinite(Double.parseDouble(value));
  }

  /// The column of the feature in a model.
  ///
  /// @throws InputException where it has no such feature, or computes it
  String column(Model model) {
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
    ColumnPreprocessing trained =
        model.preprocessing().columns().get(model.features().names().indexOf(feature));
    List<String> outside =
        values.stream()
            .filter(value -> {
              double number = Double.parseDouble(value);
              return number < trained.low() || number > trained.high();
            })
            .toList();
    return outside.isEmpty()
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%s = %s is outside of the training, from %s to %s: nothing is known of such"
                    + " scores",
                feature,
                String.join(", ", outside),
                Double.toString(trained.low()),
                Double.toString(trained.high())));
  }

  /// Whether a note is of the distribution of the feature, which is that of one value.
  boolean isOfFeature(String note) {
    return note.startsWith(feature + ":");
  }

  /// Events with one of the values in that column.
  static Table with(Table events, String column, String value) {
    double[] values = new double[events.rows()];
    Arrays.fill(values, Double.parseDouble(value));
    List<Column> columns = new ArrayList<>();
    for (Column one : events.columns()) {
      if (!one.name().equals(column)) {
        columns.add(one);
      }
    }
    columns.add(NumberColumn.of(column, "", values));
    return Table.of(events.origin(), columns);
  }

  /// The name of a score at a value: `score_mass_500`, `score_mass_m1p5` at -1.5, so that it is the
  /// name of a variable too.
  String name(String score, String value) {
    return score + "_" + feature + "_" + word(value);
  }

  private static String word(String value) {
    return value.replace('.', 'p').replace('-', 'm').replace("+", "");
  }
}
