/** Who may ask a service for what: keys and roles, the one table of rules, and what asks it. */
package dev.weft.access;
