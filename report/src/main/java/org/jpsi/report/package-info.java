/// A run as a page to read and to show: figures as SVG, and the self-contained `report.html`. Enter
/// at {@link org.jpsi.report.Report}; {@link org.jpsi.report.RunReport} is what it is made from.
@NullMarked
package org.jpsi.report;

import org.jspecify.annotations.NullMarked;
