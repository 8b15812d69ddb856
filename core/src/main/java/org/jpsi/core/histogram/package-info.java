/// Histograms with weights and their errors, as numbers: {@link org.jpsi.core.histogram.Histogram}.
@NullMarked
package org.jpsi.core.histogram;

import org.jspecify.annotations.NullMarked;
