/// What is told while something runs: progress, warnings, how long it may take.
@NullMarked
package org.jpsi.analysis.progress;

import org.jspecify.annotations.NullMarked;
