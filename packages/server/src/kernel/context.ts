/**
 * Who caused a change, as the feed of the ONE wire names it: the checkout (APPLICATION), a person
 * in the back office (BACKOFFICE), a job of ours (INTERNAL), an integration (INTEGRATIONS).
 * Source: document 002; the assignment is our choice.
 */
export type ChangeContext = 'APPLICATION' | 'BACKOFFICE' | 'INTERNAL' | 'INTEGRATIONS';
