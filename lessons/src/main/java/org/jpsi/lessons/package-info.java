/// The course: {@link org.jpsi.lessons.Lesson} has the functions that the programs in
/// `lessons/programs` call; {@link org.jpsi.lessons.Script} parses them, {@link
/// org.jpsi.lessons.Notebook} makes their twins in `lessons/notebooks`, {@link
/// org.jpsi.lessons.Program} compiles and runs them.
@NullMarked
package org.jpsi.lessons;

import org.jspecify.annotations.NullMarked;
