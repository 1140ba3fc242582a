/** An upgrade and a downgrade of a running cluster under load, and what they cost its clients. */
package dev.weft.chaos.upgrade;
