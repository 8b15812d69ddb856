/// How things of the library show themselves in a notebook: what the kernel JJava finds by
/// ServiceLoader.
@NullMarked
package org.jpsi.lessons.kernel;

import org.jspecify.annotations.NullMarked;
