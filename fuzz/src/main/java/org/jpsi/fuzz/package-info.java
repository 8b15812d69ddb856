/// Fuzzing: for each format a {@link org.jpsi.fuzz.FuzzTarget} that makes inputs nobody should have
/// made and reads them; {@link org.jpsi.fuzz.FuzzRunner} reads many and tells which one got more
/// than an answer or an {@link org.jpsi.core.errors.InputException}. Enter at {@link
/// org.jpsi.fuzz.FuzzTargets}.
package org.jpsi.fuzz;
