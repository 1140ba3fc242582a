/** Removal of trainings' data from the object store that nothing needs any more. */
package dev.weft.trainer.retention;
