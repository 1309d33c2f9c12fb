import { Redirect } from 'wouter';
import { useTenants } from '../../api/get-tenants.ts';
import { Loading } from '../../ui/states.tsx';

/** Where the panel begins: at the guided start as long as there is nothing, then at the home page. */
export function Entrance() {
  const { data, error } = useTenants();
  // The home page says what failed.
  if (error) return <Redirect to="/home" replace />;
  if (!data) return <Loading />;
  return <Redirect to={data.length === 0 ? '/start' : '/home'} replace />;
}
