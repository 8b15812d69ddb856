package org.jpsi.core.data;

import java.util.List;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// View of another dataset: of the same kind, and sharing its arrays.
sealed interface SharedView extends Dataset permits DatasetView, WeightedView {
  Dataset whole();

  @Override
  default Inputs<Shape> inputShapes() {
    return whole().inputShapes();
  }

  @Override
  default int outputs() {
    return whole().outputs();
  }

  @Override
  default List<String> spectators() {
    return whole().spectators();
  }
}
