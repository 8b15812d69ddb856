/// Runs beside each other, on the test events that they share.
@NullMarked
package org.jpsi.analysis.comparison;

import org.jspecify.annotations.NullMarked;
