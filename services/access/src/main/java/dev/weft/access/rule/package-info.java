/** The table of rules that authorizes HTTP requests. Independent of any framework. */
package dev.weft.access.rule;
