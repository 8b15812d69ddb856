/// Extension of the Jupyter kernel JJava, found by ServiceLoader: display of the library's objects
/// in a notebook.
@NullMarked
package org.jpsi.lessons.kernel;

import org.jspecify.annotations.NullMarked;
