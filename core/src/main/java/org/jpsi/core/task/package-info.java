/// Tasks and parts, the vocabulary of all modules: the task of a model ({@link
/// org.jpsi.core.task.Task}) and the part that events belong to ({@link org.jpsi.core.task.Part}).
package org.jpsi.core.task;
