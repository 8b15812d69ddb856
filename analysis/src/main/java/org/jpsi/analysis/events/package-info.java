/// The events of an analysis, from its files to classes, parts, weights and features: samples and
/// trees, codes of missing values, normalization, selection, folds, variations, parameters.
@NullMarked
package org.jpsi.analysis.events;

import org.jspecify.annotations.NullMarked;
