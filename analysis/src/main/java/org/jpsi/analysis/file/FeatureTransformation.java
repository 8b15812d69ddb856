package org.jpsi.analysis.file;

import java.util.List;
import org.jpsi.core.data.LinearTransformation;

/// Linear transformation of a group of features that an analysis asks for.
///
/// @param of names of the features, two or more
public record FeatureTransformation(List<String> of, LinearTransformation.Kind how) {
  public FeatureTransformation {
    of = List.copyOf(of);
  }
}
