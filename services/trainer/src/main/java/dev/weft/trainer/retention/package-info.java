/** What trainings left in the object store that nothing needs any more, and its going. */
package dev.weft.trainer.retention;
