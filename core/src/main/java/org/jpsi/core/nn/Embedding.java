package org.jpsi.core.nn;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Embedding of a categorical input as a learned vector: column `column` of `[events, n]` holds the
/// category, a whole number from 0 below `categories`; the row of a table `[categories, width]`
/// with that index replaces it, which gives `[events, n - 1 + width]`. The other columns pass
/// unchanged. An index outside the table is an IllegalArgumentException.
///
/// The parameter is called `weight`, as in PyTorch, and is initialized with standard normal
/// numbers. With several such columns, embed the last first: those before it keep their indices.
public final class Embedding implements Layer {
  private final int column;
  private final int categories;
  private final int width;
  private final Parameter table;

  private Embedding(int column, int categories, int width) {
    this.column = column;
    this.categories = categories;
    this.width = width;
    table = Parameter.of("weight", Shape.of(categories, width));
  }

  public static Embedding of(int column, int categories, int width) {
    SettingCheck.within("embedding", "column", column, 0, LayerRegistry.MAX_WIDTH);
    SettingCheck.within("embedding", "categories", categories, 1, LayerRegistry.MAX_WIDTH);
    SettingCheck.within("embedding", "width", width, 1, LayerRegistry.MAX_WIDTH);
    Embedding embedding = new Embedding(column, categories, width);
    embedding.initialize(Rng.of(0));
    return embedding;
  }

  static Embedding from(LayerSpec spec) {
    return new Embedding(
        spec.integer("column", 0, LayerRegistry.MAX_WIDTH),
        spec.integer("categories", 1, LayerRegistry.MAX_WIDTH),
        spec.integer("width", 1, LayerRegistry.MAX_WIDTH));
  }

  static long values(LayerSpec spec) {
    return (long) spec.integer("categories", 1, LayerRegistry.MAX_WIDTH)
        * spec.integer("width", 1, LayerRegistry.MAX_WIDTH);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    int inputs = x.shape().size(1);
    outputs(Shape.of(inputs));
    return Tensor.concat(
        1,
        List.of(
            x.slice(1, 0, column),
            table.tensor().rows(x.select(1, column)),
            x.slice(1, column + 1, inputs)));
  }

  @Override
  public List<Parameter> ownParameters() {
    return List.of(table);
  }

  @Override
  public void initializeOwn(Rng rng) {
    float[] values = new float[categories * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rng.normal(i);
    }
    table.set(values);
  }

  @Override
  public Shape outputs(Shape inputs) {
    int found = LayerWidths.vector("embedding layer", inputs).size(0);
    if (found <= column) {
      throw InputException.at("embedding layer")
          .expected("more than " + column + " inputs")
          .found(Integer.toString(found))
          .exception();
    }
    return Shape.of(found - 1 + width);
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of(
        "embedding", Map.of("column", column, "categories", categories, "width", width));
  }

  @Override
  public String toString() {
    return "Embedding(" + column + ", " + categories + ", " + width + ")";
  }
}
