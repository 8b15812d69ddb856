package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Embedding;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.TabularEncoding;
import org.jpsi.core.table.Table;
import org.jpsi.core.tensor.TabularColumn;
import org.jspecify.annotations.Nullable;

/// Category that no row of an {@link Embedding}'s table is for: what an event to be scored has, and
/// the model does not know. Scoring looks for it when a network has refused some events.
final class WrongCategory {
  private WrongCategory() {}

  /// Whether a layer has no row for a value. One that is no number has none either, and is not
  /// refused: the score of its event is NaN.
  static boolean is(float value, int categories) {
    return Float.isFinite(value) && !(value >= 0 && value < categories && value == (int) value);
  }

  /// The exception of a layer for a category that is wrong.
  static InputException refused(float value, int column, int categories) {
    return InputException.at("embedding layer")
        .expected("a category that it was made for, a whole number from 0 to " + (categories - 1))
        .found(value + " in column " + column + " of its inputs")
        .remedy("leave out such events, or train with more categories")
        .exception();
  }

  /// The exception of some events, with the first one's place and feature.
  ///
  /// @param events where the block is of a table, as its rows
  static InputException in(
      Model model,
      CompiledPredictor predictor,
      InputBlock block,
      @Nullable Table events,
      InputException refused) {
    float[] outputs = new float[model.task().width()];
    for (int i = 0; i < block.events(); i++) {
      InputBlock one = block.slice(i, 1);
      try {
        predictor.predict(one, outputs, 0);
      } catch (InputException why) {
        InputException known =
            one.arrays().names().size() == 1 ? in(model, one.inputs(), one.index(0), why) : why;
        return events == null
            ? known.in("event " + one.from())
            : known.in("entry " + events.entry(one.from())).in(events.origin());
      }
    }
    return refused;
  }

  // Members of a combination have the same inputs, and the first refused the event.
  private static Predictor firstMember(Predictor predictor) {
    return predictor instanceof CombinedPredictor several
        ? firstMember(several.members().getFirst())
        : predictor;
  }

  /// The exception of one event, with its feature.
  ///
  /// @param x its inputs, from `at`
  static InputException in(Model model, float[] x, int at, InputException refused) {
    if (!(firstMember(model.predictor()) instanceof NetworkPredictor predictor)
        || model.inputs().names().size() != 1) {
      return refused;
    }
    List<String> features = model.features().names();
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      columns.add(i);
    }
    for (Layer layer : InferenceStages.flat(predictor.network())) {
      if (layer instanceof TabularEncoding encoding) {
        return inTable(encoding, features, columns, x, at, refused);
      }
      if (!(layer instanceof Embedding embedding)) {
        break;
      }
      LayerSpec spec = embedding.spec();
      int column = spec.integer("column", 0, columns.size() - 1);
      int feature = columns.remove(column);
      int categories = spec.integer("categories", 1, Integer.MAX_VALUE);
      if (feature >= 0 && is(x[at + feature], categories)) {
        return refused.in("feature " + features.get(feature));
      }
      // numbers of an embedding are no features
      columns.addAll(column, Collections.nCopies(spec.integer("width", 1, Integer.MAX_VALUE), -1));
    }
    return refused;
  }

  private static InputException inTable(
      TabularEncoding encoding,
      List<String> features,
      List<Integer> places,
      float[] x,
      int at,
      InputException refused) {
    List<TabularColumn> columns = encoding.columns().columns();
    for (int i = 0; i < columns.size(); i++) {
      int feature = places.get(i);
      if (columns.get(i) instanceof TabularColumn.Category(var categories, _)
          && feature >= 0
          && is(x[at + feature], categories)) {
        return refused.in("feature " + features.get(feature));
      }
    }
    return refused;
  }
}
