package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jpsi.core.data.LinearTransformation;
import org.jpsi.core.errors.InputException;

/// Codec of the linear transformations of a preprocessing in a model file: `transformations`, each
/// with the indices of its features, its center, and its matrix row by row.
final class TransformationCodec {
  private static final String KEY = "transformations";

  private TransformationCodec() {}

  /// Adds them to the description of a preprocessing, where there are any.
  static void describe(List<LinearTransformation> transformations, Map<String, Object> into) {
    List<Object> all = new ArrayList<>();
    for (LinearTransformation transformation : transformations) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("kind", transformation.kind().id());
      json.put("features", transformation.features().stream().map(Integer::doubleValue).toList());
      json.put("center", transformation.center());
      json.put("matrix", transformation.matrix().stream().flatMap(List::stream).toList());
      json.put("variances", transformation.variances());
      all.add(json);
    }
    if (!all.isEmpty()) {
      into.put(KEY, all);
    }
  }

  /// @throws InputException where a member is missing or wrong
  /// @throws IllegalArgumentException where numbers do not fit together
  static List<LinearTransformation> restore(JsonObject json) {
    return json.names().contains(KEY)
        ? json.objects(KEY).stream().map(TransformationCodec::transformation).toList()
        : List.of();
  }

  private static LinearTransformation transformation(JsonObject json) {
    LinearTransformation.Kind kind =
        LinearTransformation.Kind.of(json.string("kind"))
            .orElseThrow(() ->
                InputException.at("key kind")
                    .expected(
                        Stream.of(LinearTransformation.Kind.values())
                            .map(LinearTransformation.Kind::id)
                            .collect(Collectors.joining(", ")))
                    .found("`" + json.string("kind") + "`")
                    .exception());
    List<Integer> features =
        json.numbers("features").stream().map(TransformationCodec::index).toList();
    List<Double> flat = json.numbers("matrix");
    int n = features.size();
    if (flat.size() != (long) n * n) {
      throw InputException.at("key matrix")
          .expected(n + " rows of " + n + " numbers")
          .found(flat.size() + " numbers")
          .exception();
    }
    List<List<Double>> matrix = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      matrix.add(flat.subList(i * n, (i + 1) * n));
    }
    return new LinearTransformation(
        kind, features, json.numbers("center"), matrix, json.numbers("variances"));
  }

  private static int index(double number) {
    if (!(number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number))) {
      throw InputException.at("key features")
          .expected("the indices of features")
          .found(Double.toString(number))
          .exception();
    }
    return (int) number;
  }
}
